using System;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class TallyTests
{
    private readonly Tally _tally = new();

    private EmulatorStats Stats => _tally.Snapshot(new Serving().Book);

    [Fact]
    public void The_busiest_second_may_start_at_any_call()
    {
        Assert.Null(Stats.FirstCall);
        foreach (double time in (double[])[0, 1.2, 1.5, 1.9, 2.1, 2.2, 9]) _tally.Arrive(TimeSpan.FromSeconds(time), action: null);

        Assert.Equal(4, Stats.MostCallsInAnySecond);
        Assert.Equal((7, 0, 9), (Stats.Calls, Stats.FirstCall, Stats.LastCall));
    }

    [Fact]
    public void A_second_does_not_include_its_end()
    {
        _tally.Arrive(TimeSpan.Zero, "CreateFlowReminds");
        _tally.Arrive(TimeSpan.FromSeconds(1), "CreateFlowReminds");
        Assert.Equal(1, Stats.MostCallsInAnySecond);

        _tally.Arrive(TimeSpan.FromSeconds(1.9999999), action: null);
        Assert.Equal(2, Stats.MostCallsInAnySecond);
    }

    [Fact]
    public void The_most_calls_in_flight_are_counted_in_all_and_for_each_action()
    {
        for (int n = 0; n < 3; n++) _tally.Arrive(TimeSpan.Zero, "CreateFlowReminds");
        _tally.Leave("CreateFlowReminds");
        _tally.Arrive(TimeSpan.Zero, "CreateFlowReminds");

        _tally.Arrive(TimeSpan.Zero, "DescribeFlowBriefs");

        Assert.Equal((4, 4), (Stats.MostInFlight, Stats.InFlight));
        CallStats reminders = Stats.Actions["CreateFlowReminds"], briefs = Stats.Actions["DescribeFlowBriefs"];
        Assert.Equal((3, 3), (reminders.MostInFlight, reminders.InFlight));
        Assert.Equal((1, 1), (briefs.MostInFlight, briefs.InFlight));
    }
}
