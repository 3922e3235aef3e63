using System;
using EssReminds.Connection;
using Xunit;

namespace EssReminds.Tests.Connection;

public class PaceTests
{
    private const long Second = TimeSpan.TicksPerSecond;
    private const long Start = 1000 * Second;

    private readonly SlotRow _row = new();

    [Fact]
    public void The_pace_of_a_machine_alone_is_at_most_three_percent_under_the_quota() =>
        Assert.InRange(Of(20).Interval(), Second / 20, Second / 20 * 1.03);

    [Fact]
    public void A_quota_named_by_a_refusal_is_adopted_at_once()
    {
        Pace pace = Of(20);
        PaceChange change = pace.Refused(Start, 10, Start + Second / 3)!;
        Assert.Equal((10, PaceChangeReason.QuotaNamed), (change.CallsPerSecond, change.Reason));
        Assert.Equal(10, pace.CallsPerSecond);
        for (int i = 1; i < 20; i++) Assert.Null(pace.Refused(Start + i, 10, Start + Second / 2 + i)); // sent before the quota was known
        Assert.Equal(10, pace.CallsPerSecond);
    }

    [Fact]
    public void The_first_quota_that_a_refusal_named_is_taken_from_other_callers()
    {
        Pace pace = new(_row, () => 0.5);
        pace.Claim(20, 10);
        Assert.Equal(10, pace.CallsPerSecond);
        pace.Claim(20, 0);
        pace.Claim(20, 5); // older: this row has heard of another since
        Assert.Equal(10, pace.CallsPerSecond);
    }

    [Fact]
    public void A_refusal_that_names_no_quota_is_not_adopted_as_one()
    {
        Pace pace = Of(20);
        Assert.Null(pace.Refused(Start, 0, Start + 1));
        Assert.Equal(20, pace.CallsPerSecond);
    }

    [Fact]
    public void Refusals_from_before_a_quota_was_named_do_not_lower_the_pace_below_it()
    {
        Pace pace = Of(20);
        pace.Refused(Start, null, Start + 1);
        pace.Refused(Start + 1, null, Start + 2);
        pace.Refused(Start + 2, 10, Start + 3);
        Assert.Null(pace.Refused(Start + 2, null, Start + 4));
        Assert.Equal(10, pace.CallsPerSecond);
    }

    [Fact]
    public void A_named_quota_above_the_users_own_limit_changes_nothing()
    {
        Pace pace = Of(5);
        Assert.Null(pace.Refused(Start, 20, Start + 1));
        Assert.Equal(5, pace.CallsPerSecond);
    }

    [Fact]
    public void One_refusal_at_the_known_quota_changes_nothing_and_two_within_a_second_lower_the_pace()
    {
        Pace pace = Of(20);
        Assert.Null(pace.Refused(Start, 20, Start + 1));
        Assert.Null(pace.Refused(Start + 2 * Second, 20, Start + 2 * Second + 1));
        Assert.Equal(PaceChangeReason.Crowded, pace.Refused(Start + 2 * Second + 1, 20, Start + 2 * Second + 2)!.Reason);
        Assert.Equal(19, pace.CallsPerSecond);
    }

    [Fact]
    public void Each_refusal_within_a_second_lowers_the_pace_by_one_call()
    {
        Pace pace = Of(20);
        for (int i = 0; i <= 12; i++) pace.Refused(Start + i, null, Start + Second / 2 + i);
        Assert.Equal(8, pace.CallsPerSecond);
    }

    [Fact]
    public void Refusals_of_calls_sent_before_the_first_refusal_arrived_lower_the_pace_once()
    {
        Pace pace = Crowded(7);
        pace.Refused(Start + 10 * Second, 20, Start + 13 * Second); // the answer takes three seconds
        pace.Refused(Start + 11 * Second, 20, Start + 14 * Second);
        pace.Refused(Start + 12 * Second, 20, Start + 15 * Second);
        Assert.Equal(6, pace.CallsPerSecond);
    }

    [Fact]
    public void A_refusal_below_the_quota_lowers_the_pace_by_a_fifth_and_is_no_news()
    {
        Pace pace = Crowded(10);
        Assert.Null(pace.Refused(Start + 10 * Second, 20, Start + 10 * Second + 1));
        Assert.Equal(8, pace.CallsPerSecond);
    }

    [Fact]
    public void A_refused_probe_returns_to_the_pace_before_it()
    {
        Pace pace = Crowded(7);
        long probed = Probe(pace);
        Assert.Equal(8, pace.CallsPerSecond);
        pace.Refused(probed + 1, 20, probed + Second / 3);
        pace.Refused(probed + 2, 20, probed + Second / 3 + 1); // of the same probe
        Assert.Equal(7, pace.CallsPerSecond);
        Assert.InRange(_row.ProbeDelay, 1.01, 1.6); // the next one waits longer
    }

    [Fact]
    public void Two_accepted_probes_end_the_delay_that_a_refused_one_caused()
    {
        Pace pace = Crowded(7);
        _row.ProbeDelay = 1.6;
        long now = Probe(pace);
        foreach (double expected in (double[])[1.6, 1])
        {
            now += 2 * Second;
            Use(now);
            pace.Accepted(now - Second / 10, now);
            Assert.Equal(expected, _row.ProbeDelay);
        }
    }

    [Fact]
    public void Accepted_probes_raise_the_pace_faster_and_faster_up_to_the_quota()
    {
        Pace pace = Crowded(7);
        long now = Probe(pace);
        PaceChange? change = null;
        for (int seconds = 0; seconds < 10 && change is null; seconds++)
        {
            now += 2 * Second;
            Use(now);
            change = pace.Accepted(now - Second / 10, now);
        }

        Assert.Equal((20, PaceChangeReason.Restored), (change!.CallsPerSecond, change.Reason));
        Assert.False(pace.IsLearning);
        Assert.Null(pace.Accepted(now, now));
    }

    [Fact]
    public void A_pace_that_is_not_used_up_is_not_raised()
    {
        Pace pace = Crowded(7);
        for (int i = 1; i < 100; i++) pace.Accepted(Start + i * 3 * Second, Start + i * 3 * Second + 1);
        Assert.Equal(7, pace.CallsPerSecond);
    }

    [Fact]
    public void However_often_a_machine_is_refused_it_keeps_sending()
    {
        Pace pace = Of(20);
        long now = Start;
        for (int i = 0; i < 1000; i++, now += Second / 2) pace.Refused(now - 1, null, now);
        Assert.Equal(1, pace.CallsPerSecond);
        Assert.InRange(_row.Earliest(new Slot(now, 1, 1), 1, 0) - now, 0, 15 * Second);
    }

    [Fact]
    public void A_machine_that_lost_its_last_place_waits_less_with_each_probe()
    {
        Pace pace = Of(20);
        long now = Start;
        for (int i = 0; i < 100; i++, now += Second / 2) pace.Refused(now - 1, null, now);
        double delay = _row.StarvedDelay;

        for (; pace.CallsPerSecond == 1; now += Second)
        {
            Assert.InRange(now, Start, Start + 1000 * Second);
            Use(now);
            pace.Accepted(now - 1, now);
        }

        Assert.Equal((20, 12), (delay, _row.StarvedDelay));
    }

    [Fact]
    public void At_a_quota_of_one_an_accepted_call_after_refusals_changes_nothing_and_ends_the_learning()
    {
        Pace pace = Of(1);
        pace.Refused(Start, null, Start + 1);
        pace.Refused(Start + 1, null, Start + 2);
        Assert.True(pace.IsLearning);
        Assert.Null(pace.Accepted(Start + Second, Start + Second + 1));
        Assert.False(pace.IsLearning);
    }

    /// <summary>The pace of a machine that has the account to itself.</summary>
    private Pace Of(double quota)
    {
        var pace = new Pace(_row, () => 0.5);
        pace.Claim(quota, 0);
        return pace;
    }

    /// <summary>The pace of a machine that has found its share.</summary>
    private Pace Crowded(int level)
    {
        Pace pace = Of(20);
        for (int i = 0; i <= 20 - level; i++) pace.Refused(Start + i, 20, Start + 20 + i);
        Assert.Equal(level, pace.CallsPerSecond);
        return pace;
    }

    /// <summary>Accepts calls until the pace is raised.</summary>
    private long Probe(Pace pace)
    {
        double level = pace.CallsPerSecond;
        long now = Start + Second;
        for (; pace.CallsPerSecond == level; now += Second / 10)
        {
            Assert.InRange(now, Start, Start + 30 * Second);
            Use(now);
            pace.Accepted(now - 1, now);
        }

        return now;
    }

    private void Use(long now)
    {
        for (int i = 0; i < 20; i++) _row.Take(now, now, 1, 0);
    }
}
