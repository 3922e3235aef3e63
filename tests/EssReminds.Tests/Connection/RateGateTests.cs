using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Connection;

public class RateGateTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public async Task Calls_leave_on_absolute_slots()
    {
        RateGate gate = Open(20);
        List<double> seconds = await Leave(gate, 201);
        Assert.All(seconds.Zip(seconds.Skip(20), (first, last) => last - first), span => Assert.True(span >= 1.0));
        Assert.InRange(200 / (seconds[^1] - seconds[0]), 19.4, 20);
    }

    [Fact]
    public async Task Late_timers_cost_no_throughput()
    {
        _clock.Lateness = TimeSpan.FromMilliseconds(15.6);
        List<double> seconds = await Leave(Open(20), 201);
        Assert.InRange(200 / (seconds[^1] - seconds[0]), 19.4, 20);
    }

    [Fact]
    public async Task A_thousand_a_second_are_reached_with_timers_of_a_whole_millisecond_and_more()
    {
        _clock.Lateness = TimeSpan.FromMilliseconds(15.6);
        List<double> seconds = await Leave(Open(1000), 5001);
        Assert.InRange(5000 / (seconds[^1] - seconds[0]), 970, 1010);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(120)]
    public async Task A_call_that_left_late_holds_up_the_one_that_would_be_one_too_many_in_its_second(int milliseconds)
    {
        RateGate gate = Open(20);
        await Leave(gate, 30);

        Departure departure = await gate.WaitAsync(false, null, CancellationToken.None);
        double planned = Seconds;
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds)); // no processor for the sending thread
        departure.Left();
        double late = Seconds;
        List<double> seconds = [planned, .. await Leave(gate, 100)];

        Assert.InRange(seconds[20] - late, 1.0, 1.05);
        Assert.InRange(99 / (seconds[99] - planned), 19.4, 20); // the others keep to their slots
    }

    [Fact]
    public async Task An_idle_hour_buys_no_burst()
    {
        RateGate gate = Open(20);
        await Leave(gate, 5);
        _clock.Advance(TimeSpan.FromHours(1));
        List<double> seconds = await Leave(gate, 40);
        Assert.All(seconds.Zip(seconds.Skip(20), (first, last) => last - first), span => Assert.True(span >= 1.0));
    }

    [Fact]
    public async Task A_machine_that_slept_releases_no_flood()
    {
        RateGate gate = Open(20);
        Task[] waiting = Enumerable.Range(0, 60).Select(_ => gate.WaitAsync(false, null, CancellationToken.None)).ToArray();
        _clock.Advance(TimeSpan.FromMinutes(10));
        List<double> seconds = await Leave(gate, 40);
        await Task.WhenAll(waiting);
        Assert.All(seconds.Zip(seconds.Skip(24), (first, last) => last - first), span => Assert.True(span >= 1.0));
    }

    [Fact]
    public async Task A_refusal_makes_every_caller_wait_and_the_named_quota_holds_for_all()
    {
        RateGate gate = Open(20);
        await Leave(gate, 3);
        gate.Refused(10);
        List<double> seconds = await Leave(gate, 50);
        Assert.InRange(49 / (seconds[^1] - seconds[0]), 9.7, 10);
    }

    [Fact]
    public async Task Until_the_first_call_has_left_no_other_leaves()
    {
        var gate = new RateGate(20, new LocalSlots(), _clock);
        Departure departure = await gate.WaitAsync(false, null, CancellationToken.None);
        double first = Seconds;
        _clock.Advance(TimeSpan.FromMilliseconds(300)); // code and connection are cold
        departure.Left();
        List<double> seconds = await Leave(gate, 30);
        Assert.True(seconds[0] - first >= 0.35);
        Assert.All(seconds.Take(19).Zip(seconds.Skip(1).Take(18), (a, b) => b - a), span => Assert.True(span >= 0.0499));
        Assert.All(seconds.Zip(seconds.Skip(1), (a, b) => b - a), span => Assert.True(span >= 0.025));
        // The 21st call of all: the first may have arrived a tenth of a second after it left.
        Assert.InRange(seconds[19] - (first + 0.3), 1.1, 1.15);
    }

    [Fact]
    public async Task A_first_call_that_never_leaves_holds_the_others_up_for_a_second_at_most()
    {
        var gate = new RateGate(20, new LocalSlots(), _clock);
        await gate.WaitAsync(false, null, CancellationToken.None);
        double first = Seconds;
        await gate.WaitAsync(false, null, CancellationToken.None);
        Assert.InRange(Seconds - first, 0.9, 1.2);
    }

    [Fact]
    public async Task A_call_that_was_refused_goes_before_those_that_have_not_left_yet()
    {
        RateGate gate = Open(20);
        using var atGate = new ManualResetEventSlim();
        using var allAsked = new ManualResetEventSlim();
        Task first = Task.Run(() => gate.WaitAsync(false, () => { atGate.Set(); allAsked.Wait(); }, CancellationToken.None));
        atGate.Wait();
        Task<Departure>[] others = [.. Enumerable.Range(0, 50).Select(_ => gate.WaitAsync(false, null, CancellationToken.None))];
        Task<Departure> again = gate.WaitAsync(true, null, CancellationToken.None);
        allAsked.Set();
        await first;
        await Task.WhenAll([again, .. others]);

        Assert.InRange(others.Count(other => other.Result.At < again.Result.At), 0, 1);
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_the_line()
    {
        RateGate gate = Open(0.01);
        await gate.WaitAsync(false, null, CancellationToken.None);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gate.WaitAsync(false, null, cancelled.Token));
        await gate.WaitAsync(false, null, CancellationToken.None);
    }

    [Fact]
    public async Task A_wait_for_a_slot_can_be_given_up()
    {
        using var stop = new CancellationTokenSource();
        var clock = new ClockWithDelays((_, cancellation) =>
        {
            stop.Cancel();
            return Task.Delay(TimeSpan.FromSeconds(60), cancellation);
        });
        var gate = new RateGate(0.01, new LocalSlots(), clock);
        (await gate.WaitAsync(false, null, CancellationToken.None)).Left();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gate.WaitAsync(false, null, stop.Token).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_call_of_another_process_that_leaves_late_while_one_waits_holds_it_up()
    {
        Departure? late = null;
        long left = 0;
        ClockWithDelays clock = null!;
        clock = new ClockWithDelays((delay, _) =>
        {
            clock.Now += delay.Ticks;
            if (left == 0) left = clock.Now;
            late!.Left();
            return Task.CompletedTask;
        });
        var slots = new LocalSlots();
        late = await new RateGate(1, slots, clock).WaitAsync(false, null, CancellationToken.None);

        Departure next = await new RateGate(1, slots, clock).WaitAsync(false, null, CancellationToken.None);

        Assert.True(next.At - left >= TimeSpan.TicksPerSecond, $"{next.At - left} ticks");
    }

    private double Seconds => _clock.Ticks / (double)TimeSpan.TicksPerSecond;

    private RateGate Open(double requestsPerSecond)
    {
        var gate = new RateGate(requestsPerSecond, new LocalSlots(), _clock);
        gate.WaitAsync(false, null, CancellationToken.None).GetAwaiter().GetResult().Left();
        return gate;
    }

    private static async Task<List<double>> Leave(RateGate gate, int calls)
    {
        // All ask at once, as the window of a run does: the first stays at the gate until the last has asked.
        using var allAsked = new ManualResetEventSlim();
        using var atGate = new ManualResetEventSlim();
        var seconds = new List<double>();
        async Task LeaveOne(Action? onNext)
        {
            Departure departure = await gate.WaitAsync(false, onNext, CancellationToken.None);
            lock (seconds) seconds.Add(departure.At / (double)TimeSpan.TicksPerSecond);
        }

        Task first = Task.Run(() => LeaveOne(() =>
        {
            atGate.Set();
            allAsked.Wait();
        }));
        atGate.Wait();
        Task[] others = Enumerable.Range(1, calls - 1).Select(_ => LeaveOne(null)).ToArray();
        allAsked.Set();
        await first;
        await Task.WhenAll(others);
        seconds.Sort();
        return seconds;
    }

    private sealed class ClockWithDelays(Func<TimeSpan, CancellationToken, Task> delay) : Clock
    {
        public long Now { get; set; } = TimeSpan.FromHours(10).Ticks;

        public override DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch.AddTicks(Now);

        public override long Ticks => Now;

        public override Task DelayAsync(TimeSpan time, CancellationToken cancellation) => delay(time, cancellation);
    }
}
