using System;
using EssReminds.Connection;
using Xunit;

namespace EssReminds.Tests.Connection;

public class PaceTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    [Fact]
    public void Slots_are_a_hair_under_the_quota()
    {
        var pace = new Pace(20);
        Assert.InRange(pace.Interval, Second / 20, Second / 20 * 1.03);
    }

    [Fact]
    public void A_quota_named_by_a_refusal_is_adopted_at_once()
    {
        var pace = new Pace(20);
        PaceChange change = pace.Refused(10, Second)!;
        Assert.Equal((10, PaceChangeReason.QuotaNamed), (change.CallsPerSecond, change.Reason));
        Assert.Equal(10, pace.CallsPerSecond);
    }

    [Fact]
    public void A_named_quota_above_the_users_own_changes_nothing()
    {
        var pace = new Pace(5);
        Assert.Null(pace.Refused(20, Second));
        Assert.Equal(5, pace.CallsPerSecond);
    }

    [Fact]
    public void One_refusal_at_the_known_quota_is_jitter_and_two_within_a_second_are_company()
    {
        var pace = new Pace(20);
        Assert.Null(pace.Refused(20, 10 * Second));
        Assert.Null(pace.Refused(20, 12 * Second));
        Assert.Equal(PaceChangeReason.Crowded, pace.Refused(20, 12 * Second + 1)!.Reason);
        Assert.Equal(14, pace.CallsPerSecond, 6);
    }

    [Fact]
    public void Refusals_of_calls_that_left_before_the_decrease_count_once()
    {
        var pace = new Pace(20);
        pace.Refused(null, 10 * Second);
        for (int i = 1; i < 20; i++) Assert.Null(pace.Refused(null, 10 * Second + i));
        Assert.Equal(14, pace.CallsPerSecond, 6);
    }

    [Fact]
    public void The_pace_creeps_back_and_says_so_once()
    {
        var pace = new Pace(20);
        pace.Refused(null, 0);
        Assert.Null(pace.Accepted(1 * Second));
        Assert.InRange(pace.CallsPerSecond, 14.5, 16);
        Assert.Equal(PaceChangeReason.Restored, pace.Accepted(20 * Second)!.Reason);
        Assert.Equal(20, pace.CallsPerSecond);
        Assert.Null(pace.Accepted(21 * Second));
    }

    [Fact]
    public void However_often_refused_the_pace_stays_above_nothing()
    {
        var pace = new Pace(20);
        for (int i = 0; i < 1000; i++) pace.Refused(null, i * 2 * Second);
        Assert.InRange(pace.CallsPerSecond, 0.05, 1);
    }
}
