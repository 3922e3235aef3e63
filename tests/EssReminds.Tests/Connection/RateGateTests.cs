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
    public async Task Calls_are_sent_in_absolute_slots_at_the_full_rate()
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
    public async Task A_thousand_calls_a_second_are_reached_with_coarse_timers()
    {
        _clock.Lateness = TimeSpan.FromMilliseconds(15.6);
        List<double> seconds = await Leave(Open(1000), 5001);
        Assert.InRange(5000 / (seconds[^1] - seconds[0]), 970, 1010);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(120)]
    public async Task A_call_sent_late_delays_only_the_call_that_would_exceed_the_quota_in_its_second(int milliseconds)
    {
        RateGate gate = Open(20);
        await Leave(gate, 30);

        CallPermit permit = await gate.WaitAsync(false, CancellationToken.None);
        double planned = Seconds;
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds)); // the sending thread gets no processor time
        permit.ReportSent();
        double late = Seconds;
        List<double> seconds = [planned, .. await Leave(gate, 100)];

        Assert.InRange(seconds[20] - late, 1.0, 1.05);
        Assert.InRange(99 / (seconds[99] - planned), 19.4, 20); // the others keep to their slots
    }

    [Fact]
    public async Task An_idle_hour_is_not_followed_by_a_burst()
    {
        RateGate gate = Open(20);
        await Leave(gate, 5);
        _clock.Advance(TimeSpan.FromHours(1));
        List<double> seconds = await Leave(gate, 40);
        Assert.All(seconds.Zip(seconds.Skip(20), (first, last) => last - first), span => Assert.True(span >= 1.0));
    }

    [Fact]
    public async Task A_machine_that_wakes_from_sleep_sends_no_burst()
    {
        RateGate gate = Open(20);
        Task[] waiting = Enumerable.Range(0, 60).Select(_ => gate.WaitAsync(false, CancellationToken.None)).ToArray();
        _clock.Advance(TimeSpan.FromMinutes(10));
        List<double> seconds = await Leave(gate, 40);
        await Task.WhenAll(waiting);
        Assert.All(seconds.Zip(seconds.Skip(24), (first, last) => last - first), span => Assert.True(span >= 1.0));
    }

    [Fact]
    public async Task A_quota_named_by_a_refusal_applies_to_all_callers_at_once()
    {
        RateGate gate = Open(20);
        CallPermit refused = await gate.WaitAsync(false, CancellationToken.None);
        Assert.Equal(PaceChangeReason.QuotaNamed, gate.Refused(refused, 10)!.Reason);
        List<double> seconds = await Leave(gate, 51);
        Assert.InRange(49 / (seconds[^1] - seconds[1]), 9.7, 10);
    }

    [Fact]
    public async Task No_call_is_permitted_before_the_first_one_is_sent()
    {
        var gate = new RateGate(20, new LocalSlots(_clock), _clock);
        CallPermit permit = await gate.WaitAsync(false, CancellationToken.None);
        double first = Seconds;
        _clock.Advance(TimeSpan.FromMilliseconds(300)); // the first call is slow: cold code, no connection yet
        permit.ReportSent();
        List<double> seconds = await Leave(gate, 30);
        Assert.True(seconds[0] - first >= 0.35);
        Assert.All(seconds.Take(19).Zip(seconds.Skip(1).Take(18), (a, b) => b - a), span => Assert.True(span >= 0.0499));
        Assert.All(seconds.Zip(seconds.Skip(1), (a, b) => b - a), span => Assert.True(span >= 0.025));
        // The 21st call of all: the first may have arrived a tenth of a second after it was sent.
        Assert.InRange(seconds[19] - (first + 0.3), 1.1, 1.15);
    }

    [Fact]
    public async Task A_first_call_that_is_never_sent_delays_the_others_by_a_second_at_most()
    {
        var gate = new RateGate(20, new LocalSlots(_clock), _clock);
        await gate.WaitAsync(false, CancellationToken.None);
        double first = Seconds;
        await gate.WaitAsync(false, CancellationToken.None);
        Assert.InRange(Seconds - first, 0.9, 1.2);
    }

    [Fact]
    public async Task A_retry_is_permitted_before_all_first_attempts_but_the_next_in_the_queue()
    {
        RateGate gate = Open(20);
        var allAsked = new TaskCompletionSource();
        _clock.Held = allAsked.Task;
        Task<CallPermit>[] others = [.. Enumerable.Range(0, 50).Select(_ => gate.WaitAsync(false, CancellationToken.None))];
        Task<CallPermit> again = gate.WaitAsync(true, CancellationToken.None);
        allAsked.SetResult();
        await Task.WhenAll([again, .. others]);

        Assert.InRange(others.Count(other => other.Result.GrantedAt < again.Result.GrantedAt), 0, 2);
    }

    [Fact]
    public async Task A_cancelled_caller_leaves_the_queue_and_the_next_one_proceeds()
    {
        RateGate gate = Open(0.01);
        await gate.WaitAsync(false, CancellationToken.None);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gate.WaitAsync(false, cancelled.Token));
        await gate.WaitAsync(false, CancellationToken.None);
    }

    [Fact]
    public async Task A_wait_for_a_slot_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var clock = new ClockWithDelays((_, cancellation) =>
        {
            stop.Cancel();
            return Task.Delay(TimeSpan.FromSeconds(60), cancellation);
        });
        var gate = new RateGate(0.01, new LocalSlots(clock), clock);
        (await gate.WaitAsync(false, CancellationToken.None)).ReportSent();

        Task given = gate.WaitAsync(false, stop.Token).WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
    }

    [Fact]
    public async Task A_call_that_another_process_sends_late_delays_a_call_that_is_waiting()
    {
        CallPermit? late = null;
        long left = 0;
        ClockWithDelays clock = null!;
        clock = new ClockWithDelays((delay, _) =>
        {
            clock.Now += delay.Ticks;
            if (left == 0) left = clock.Now;
            late!.ReportSent();
            return Task.CompletedTask;
        });
        var slots = new LocalSlots(clock);
        late = await new RateGate(1, slots, clock).WaitAsync(false, CancellationToken.None);

        CallPermit next = await new RateGate(1, slots, clock).WaitAsync(false, CancellationToken.None);

        Assert.True(next.GrantedAt - left >= TimeSpan.TicksPerSecond, $"{next.GrantedAt - left} ticks");
    }

    [Fact]
    public async Task A_returned_permit_leaves_its_slot_to_the_next_caller()
    {
        RateGate gate = Open(0.1);
        CallPermit unused = await gate.WaitAsync(false, CancellationToken.None);
        gate.Return(unused);
        CallPermit next = await gate.WaitAsync(false, CancellationToken.None);
        CallPermit third = await gate.WaitAsync(false, CancellationToken.None);
        Assert.InRange(next.Slot.Start - unused.Slot.Start, 0, TimeSpan.TicksPerMillisecond); // requested a moment later
        Assert.InRange((third.GrantedAt - unused.GrantedAt) / (double)TimeSpan.TicksPerSecond, 10, 10.5);
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_its_slot_to_the_next_caller()
    {
        using var stop = new CancellationTokenSource();
        ClockWithDelays clock = null!;
        clock = new ClockWithDelays((delay, cancellation) =>
        {
            clock.Now += stop.IsCancellationRequested ? delay.Ticks : 0;
            stop.Cancel();
            return cancellation.IsCancellationRequested ? Task.FromCanceled(cancellation) : Task.CompletedTask;
        });
        var gate = new RateGate(0.1, new LocalSlots(clock), clock);
        CallPermit first = await gate.WaitAsync(false, CancellationToken.None);
        first.ReportSent();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gate.WaitAsync(false, stop.Token));

        CallPermit next = await gate.WaitAsync(false, CancellationToken.None);

        Assert.InRange((next.GrantedAt - first.GrantedAt) / (double)TimeSpan.TicksPerSecond, 10, 10.5);
    }

    [Fact]
    public async Task No_call_is_permitted_during_a_hold_and_no_burst_follows_it()
    {
        RateGate gate = Open(20);
        double held = Seconds;
        gate.Hold(TimeSpan.FromSeconds(30));
        List<double> seconds = await Leave(gate, 41);
        Assert.InRange(seconds[0] - held, 30, 30.1);
        Assert.All(seconds.Zip(seconds.Skip(20), (first, last) => last - first), span => Assert.True(span >= 1.0));
    }

    [Fact]
    public async Task No_member_keeps_the_queue_locked()
    {
        RateGate gate = Open(20);
        CallPermit permit = await gate.WaitAsync(false, CancellationToken.None);
        Action[] members =
        [
            () => gate.Configure(20), permit.ReportSent, () => gate.Refused(permit, null), () => gate.Accepted(permit),
            () => gate.Return(permit), () => gate.Hold(TimeSpan.Zero),
        ];
        foreach (Action member in members)
        {
            member();
            // On a thread of its own: whoever holds a lock may enter it again.
            Task other = Task.Factory.StartNew(
                () => gate.Hold(TimeSpan.Zero), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await other.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private double Seconds => _clock.Ticks / (double)TimeSpan.TicksPerSecond;

    private RateGate Open(double requestsPerSecond)
    {
        var gate = new RateGate(requestsPerSecond, new LocalSlots(_clock), _clock);
        gate.WaitAsync(false, CancellationToken.None).GetAwaiter().GetResult().ReportSent();
        return gate;
    }

    private async Task<List<double>> Leave(RateGate gate, int calls)
    {
        // All callers ask at once, as the window of a run does: no time passes until the last one has asked.
        var allAsked = new TaskCompletionSource();
        _clock.Held = allAsked.Task;
        Task<CallPermit>[] all = [.. Enumerable.Range(0, calls).Select(_ => gate.WaitAsync(false, CancellationToken.None))];
        allAsked.SetResult();
        CallPermit[] permits = await Task.WhenAll(all);
        return [.. permits.Select(permit => permit.GrantedAt / (double)TimeSpan.TicksPerSecond).Order()];
    }

    private sealed class ClockWithDelays(Func<TimeSpan, CancellationToken, Task> delay) : Clock
    {
        public long Now { get; set; } = TimeSpan.FromHours(10).Ticks;

        public override DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch.AddTicks(Now);

        public override long Ticks => Now;

        public override Task DelayAsync(TimeSpan time, CancellationToken cancellation) => delay(time, cancellation);
    }
}
