using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Protocol;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Runs;

/// <summary>When a run holds its calls back, how long, and what ends that.</summary>
public class ServiceWatchTests
{
    private static readonly CallFault Lost = new(ErrorId.OutcomeUnknown, Remedy.Unknown, "lost");
    private static readonly CallFault Refused = new(ErrorId.ConnectionFailed, Remedy.SendAgain, "refused");
    private static readonly CallFault Answer = new(ErrorId.InvalidRequest, Remedy.Halve, "no flows", "MissingParameter.FlowId");

    private readonly TestClock _clock = new();
    private readonly RunSignals _signals = new();
    private readonly List<long> _askedAt = [];

    [Fact]
    public async Task Calls_are_held_until_the_service_has_answered_the_first_probe_and_nothing_is_said()
    {
        long began = _clock.Ticks;
        var answer = new TaskCompletionSource<CallFault>();
        ServiceWatch watch = Watch(_ => answer.Task);
        Task settled = watch.AskFirst();
        Task waiting = watch.WaitAsync();
        Assert.True(watch.IsHolding);
        Assert.False(waiting.IsCompleted);

        answer.SetResult(Answer);
        await settled;
        await waiting;

        Assert.False(watch.IsHolding);
        Assert.True(watch.WaitAsync().IsCompleted);
        Assert.Null(_signals.End);
        Assert.Empty(Warnings());
        Assert.Equal([began], _askedAt);
    }

    [Fact]
    public async Task A_lost_call_holds_the_others_until_a_probe_is_answered_and_warns_once()
    {
        ServiceWatch watch = Watch(n => Task.FromResult(n < 4 ? Lost : Answer));
        long lostAt = _clock.Ticks;
        watch.Doubt(Lost, lostAt);
        await Settled(watch);

        Assert.False(watch.IsHolding);
        Assert.Null(_signals.End);
        Assert.Contains("lost", Assert.Single(Warnings()), StringComparison.Ordinal);
        // Pauses double from 0.2 s; the injected chance shortens each to three quarters.
        Assert.Equal([150, 450, 1050, 2250, 4650], _askedAt.Select(ticks => (int)TimeSpan.FromTicks(ticks - lostAt).TotalMilliseconds));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void A_call_that_was_lost_before_one_that_was_answered_holds_nothing(long later, bool holds)
    {
        _clock.Held = new TaskCompletionSource().Task;
        ServiceWatch watch = Watch(_ => Task.FromResult(Answer));
        watch.Answered(_clock.Ticks);
        watch.Answered(_clock.Ticks - 5); // an older answer that comes later does not matter
        watch.Doubt(Lost, _clock.Ticks + later);
        Assert.Equal(holds, watch.IsHolding);
        Assert.Equal(holds, !watch.WaitAsync().IsCompleted);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Only_the_answer_to_a_later_call_shows_that_the_service_is_back(long later, bool holds)
    {
        _clock.Held = new TaskCompletionSource().Task;
        ServiceWatch watch = Watch(_ => Task.FromResult(Answer));
        watch.Doubt(Lost, _clock.Ticks);
        Task waiting = watch.WaitAsync();
        watch.Answered(_clock.Ticks + later);
        Assert.Equal(holds, watch.IsHolding);
        Assert.Equal(holds, !waiting.IsCompleted);
    }

    [Fact]
    public async Task No_probe_is_made_once_a_call_of_the_run_was_answered()
    {
        var pause = new TaskCompletionSource();
        _clock.Held = pause.Task;
        ServiceWatch watch = Watch(_ => Task.FromResult(Answer));
        Task first = watch.AskFirst();
        watch.Answered(_clock.Ticks + 1);
        Assert.False(watch.IsHolding);
        watch.Doubt(Lost, _clock.Ticks + 2); // a new hold, which the end of the old one must not release
        pause.SetResult();
        await first;
        await Settled(watch);
        Assert.False(watch.IsHolding);
        Assert.Single(_askedAt);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    public async Task The_run_ends_after_MaximumRetryCount_probes_without_an_answer(int maximum, int probes)
    {
        ServiceWatch watch = Watch(_ => Task.FromResult(Lost), maximum);
        watch.Doubt(Lost, _clock.Ticks);
        await Settled(watch);
        Assert.Equal(ErrorId.ServiceUnavailable, _signals.End!.ErrorId);
        Assert.True(_signals.NoMoreCalls.IsCancellationRequested);
        Assert.Equal(probes, _askedAt.Count);
    }

    [Fact]
    public async Task The_run_ends_two_minutes_after_the_lost_call_however_many_probes_are_left()
    {
        ServiceWatch watch = Watch(_ => Task.FromResult(Lost), 10_000);
        long lostAt = _clock.Ticks;
        watch.Doubt(Lost, lostAt);
        await Settled(watch);
        Assert.Equal(ErrorId.ServiceUnavailable, _signals.End!.ErrorId);
        Assert.InRange(TimeSpan.FromTicks(_clock.Ticks - lostAt), ServiceWatch.Patience - Backoff.Longest, ServiceWatch.Patience);
        Assert.InRange(_askedAt.Count, 8, 15);
    }

    [Fact]
    public async Task A_call_that_was_lost_two_minutes_ago_ends_the_run_without_a_probe_or_a_warning()
    {
        long lostAt = _clock.Ticks;
        _clock.Advance(ServiceWatch.Patience);
        ServiceWatch watch = Watch(_ => Task.FromResult(Answer));
        watch.Doubt(Lost, lostAt);
        await Settled(watch);
        Assert.Equal(ErrorId.ServiceUnavailable, _signals.End!.ErrorId);
        Assert.Empty(_askedAt);
        Assert.Empty(Warnings());
    }

    [Fact]
    public async Task A_fault_that_waiting_cannot_cure_ends_the_run_as_itself_at_once()
    {
        ServiceWatch watch = Watch(_ => Task.FromResult(Answer));
        watch.Doubt(new CallFault(ErrorId.ConnectionFailed, Remedy.EndRun, "unknown CA"), _clock.Ticks);
        await Settled(watch);
        Assert.Equal(ErrorId.ConnectionFailed, _signals.End!.ErrorId);
        Assert.Contains("unknown CA", _signals.End.Message, StringComparison.Ordinal);
        Assert.Empty(_askedAt);
        Assert.Empty(Warnings());
    }

    [Fact]
    public async Task A_fault_that_waiting_seldom_cures_ends_the_run_as_itself_after_a_few_probes()
    {
        var rare = new CallFault(ErrorId.ConnectionFailed, Remedy.SendAgain, "no such host") { MaximumRetries = 3 };
        ServiceWatch watch = Watch(_ => Task.FromResult(rare));
        watch.Doubt(rare, _clock.Ticks);
        await Settled(watch);
        Assert.Equal(ErrorId.ConnectionFailed, _signals.End!.ErrorId);
        Assert.Equal(3, _askedAt.Count);
    }

    [Fact]
    public async Task A_first_probe_without_an_answer_is_repeated_and_warned_of()
    {
        ServiceWatch watch = Watch(n => Task.FromResult(n < 2 ? Refused : Answer));
        await watch.AskFirst();
        Assert.Null(_signals.End);
        Assert.Equal(3, _askedAt.Count);
        Assert.Contains("refused", Assert.Single(Warnings()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_ours_during_a_probe_ends_the_run()
    {
        ServiceWatch watch = Watch(_ => throw EssException.Of(ErrorId.EndpointInvalid, "key"));
        await watch.AskFirst();
        Assert.Equal(ErrorId.EndpointInvalid, _signals.End!.ErrorId);
        Assert.False(watch.IsHolding);
    }

    [Fact]
    public async Task Waiting_calls_go_on_to_their_end_when_no_call_may_start_any_more()
    {
        ServiceWatch watch = Watch(_ => Task.FromResult(Answer));
        _signals.Interrupt();
        watch.Doubt(Lost, _clock.Ticks);
        await Settled(watch);
        Assert.Null(_signals.End);
        Assert.Empty(_askedAt);
    }

    private ServiceWatch Watch(Func<int, Task<CallFault>> ask, int maximum = 10) => new(
        async _ =>
        {
            _askedAt.Add(_clock.Ticks);
            return new CallResult(await ask(_askedAt.Count - 1));
        },
        ErrorTexts.General, maximum, "http://service", _signals, new Backoff(() => 0.5), _clock);

    private static Task Settled(ServiceWatch watch) => watch.WaitAsync().WaitAsync(TimeSpan.FromMinutes(1));

    private List<string> Warnings() => Notices.Of(_signals).Warnings;
}
