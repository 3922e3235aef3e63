using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using EssReminds.Connection;
using EssReminds.Tests.Connection.Simulation;
using Xunit;
using Xunit.Abstractions;

namespace EssReminds.Tests.Connection;

/// <summary>
/// Machines that share only an account: the real rate gate in virtual time, with fixed seeds. The output is the table in
/// docs/benchmarks.md.
/// </summary>
public class ShareTests(ITestOutputHelper output)
{
    private const double From = 20, Until = 320;
    private const int Seeds = 8;

    [Theory]
    [InlineData(3, 0.95, 0.04, 0.25)]
    [InlineData(8, 0.92, 0.06, 0.07)]
    [InlineData(20, 0.90, 0.08, 0.03)]
    public void Machines_use_the_quota_together_with_few_refusals_and_even_shares(
        int machines, double used, double refused, double least) =>
        Fleet.Run(() => Expect(Steady($"{machines} machines, any second", seed => new Fleet(seed), machines), used, refused, least));

    [Theory]
    [InlineData(2, 0.95, 0.03, 0.4)]
    [InlineData(3, 0.94, 0.04, 0.25)]
    [InlineData(8, 0.92, 0.07, 0.06)]
    [InlineData(20, 0.90, 0.12, 0.03)]
    public void Machines_share_the_quota_also_counted_in_calendar_seconds(int machines, double used, double refused, double least) =>
        Fleet.Run(() => Expect(
            Steady($"{machines} machines, calendar", seed => new Fleet(seed, calendarSeconds: true), machines), used, refused, least));

    [Theory]
    [InlineData(0.015, 0)]
    [InlineData(0.3, 0)]
    [InlineData(3, 0)]
    [InlineData(0.3, 0.006)]
    public void A_machine_alone_uses_the_whole_quota_and_is_never_refused(double latency, double jitter) => Fleet.Run(() =>
    {
        foreach (bool calendar in new[] { false, true })
        {
            Figures figures = Steady(Invariant($"1 machine, {1000 * latency:0} ms ± {1000 * jitter:0} ms"), seed =>
                new Fleet(seed, calendarSeconds: calendar, network: new Network(latency, jitter)), 1);
            Expect(figures, 0.984, 0, 1);
        }
    });

    [Theory]
    [InlineData(0.05, 0.03, 0.95, 0.03)]
    [InlineData(0.2, 0.03, 0.91, 0.04)]
    [InlineData(0.2, 0.1, 0.82, 0.03)]
    public void A_machine_short_of_processor_time_uses_less_of_the_quota_and_is_rarely_refused(
        double stalls, double stall, double used, double refused) => Fleet.Run(() =>
    {
        Figures figures = Steady(Invariant($"1 machine, {100 * stalls:0} % of calls late by {1000 * stall:0} ms on average"), seed =>
            new Fleet(seed, network: new Network(Stalls: stalls, Stall: stall)), 1);
        Expect(figures, used, refused, 1);
    });

    [Fact]
    public void A_lower_quota_that_no_refusal_names_is_found_by_slowing_down() => Fleet.Run(() =>
        Expect(
            Steady("1 machine, quota 10, believed 20, no number", seed => new Fleet(seed, 10, network: new Network(NamesQuota: false)), 1),
            0.95, 0.04, 1));

    [Fact]
    public void A_lower_quota_that_a_refusal_names_is_adopted_within_two_seconds() => Fleet.Run(() =>
    {
        var fleet = new Fleet(1, quota: 10);
        fleet.Add(1);
        fleet.RunUntil(60);
        double first = fleet.Machines[0].Taken[0] / (double)TimeSpan.TicksPerSecond;
        Expect(fleet.Between(first + 2, 60), 0.97, 0, 1);
    });

    [Theory]
    [InlineData(3, 0.5)]
    [InlineData(8, 0.4)]
    public void Slow_answers_make_shares_less_even_and_waste_little_of_the_quota(int machines, double ofAnEqualShare) => Fleet.Run(() =>
    {
        Figures figures = Steady($"{machines} machines, 3,000 ms", seed => new Fleet(seed, network: new Network(3)), machines);
        Expect(figures, 0.92, 0.12, ofAnEqualShare / machines);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_share_of_a_machine_that_stops_is_taken_over_within_ten_seconds(bool killed) => Fleet.Run(() =>
    {
        List<Figures> after = [.. Enumerable.Range(1, Seeds).Select(seed =>
        {
            var fleet = new Fleet(seed);
            fleet.Add(3);
            fleet.RunUntil(60);
            if (killed) fleet.Machines[0].Kill();
            else fleet.Machines[0].Stop();
            fleet.RunUntil(80);
            return fleet.Between(70, 80, fleet.Machines.GetRange(1, 2));
        })];
        Tell("1 of 3 machines leaves: from 10 s on", Figures.Mean(after));
        Expect(Figures.Mean(after), 0.93, 0.04, 0.3);
    });

    [Fact]
    public void A_machine_that_joins_later_gets_a_share() => Fleet.Run(() =>
    {
        List<double> shares = [.. Enumerable.Range(1, Seeds).Select(seed =>
        {
            var fleet = new Fleet(seed);
            fleet.Add(2);
            fleet.RunUntil(60);
            fleet.Add(1);
            fleet.RunUntil(100);
            SimulatedMachine newcomer = fleet.Machines[2];
            return newcomer.Taken.Count(moment => moment >= 70 * TimeSpan.TicksPerSecond) / (30 * 20.0);
        })];
        Assert.All(shares, share => Assert.True(share >= 0.1, $"{share}"));
        Assert.InRange(shares.Average(), 0.2, 0.5);
    });

    [Fact]
    public void A_machine_that_needs_little_gets_it_and_the_others_use_the_rest() => Fleet.Run(() =>
    {
        foreach (int seed in Enumerable.Range(1, Seeds))
        {
            var fleet = new Fleet(seed);
            fleet.Add(1, callsPerSecond: 1);
            fleet.Add(2);
            fleet.RunUntil(Until);
            Assert.InRange(fleet.Between(From, Until, [fleet.Machines[0]]).Used * 20, 0.75, 1.1);
            Expect(fleet.Between(From, Until), 0.92, 0.06, 0);
        }
    });

    [Fact]
    public void None_of_twenty_machines_is_starved() => Fleet.Run(() =>
    {
        foreach (int seed in Enumerable.Range(1, Seeds))
        {
            var fleet = new Fleet(seed);
            fleet.Add(20);
            fleet.RunUntil(Until);
            Assert.InRange(fleet.LongestWait(From, Until), 0, 90);
        }
    });

    [Fact]
    public void Processes_of_one_machine_with_different_limits_do_not_slow_each_other_down() => Fleet.Run(() =>
    {
        var time = new VirtualTime();
        var random = new Random(1);
        var clock = new VirtualClock(time, random);
        var slots = new LocalSlots(clock);
        int[] calls = [0, 0];
        async void Send(int index, double limit)
        {
            var gate = new RateGate(limit, slots, clock, random.NextDouble);
            for (; ; calls[index]++) (await gate.WaitAsync(again: false, CancellationToken.None)).ReportSent();
        }

        time.At(0, () => Send(0, 20));
        time.At(0, () => Send(1, 5));
        time.RunUntil(100);
        Assert.InRange(calls[1] / 100.0, 4.5, 5);
        Assert.InRange((calls[0] + calls[1]) / 100.0, 19.3, 20);
    });

    private Figures Steady(string name, Func<int, Fleet> create, int machines)
    {
        Figures mean = Figures.Mean([.. Enumerable.Range(1, Seeds).Select(seed =>
        {
            Fleet fleet = create(seed);
            fleet.Add(machines);
            fleet.RunUntil(Until);
            return fleet.Between(From, Until);
        })]);
        Tell(name, mean);
        return mean;
    }

    private void Tell(string name, Figures figures) => output.WriteLine(Invariant(
        $"| {name} | {100 * figures.Used:0.0} % | {100 * figures.Refused:0.0} % | {100 * figures.LeastShare:0.0} % |"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Expect(Figures figures, double used, double refused, double leastShare)
    {
        Assert.True(figures.Used >= used, $"used {figures.Used:P1}");
        Assert.True(figures.Refused <= refused, $"refused {figures.Refused:P1}");
        Assert.True(figures.LeastShare >= leastShare, $"least share {figures.LeastShare:P1}");
    }
}
