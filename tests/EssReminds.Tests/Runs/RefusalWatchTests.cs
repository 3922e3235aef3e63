using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Runs;
using Xunit;

namespace EssReminds.Tests.Runs;

public class RefusalWatchTests
{
    private readonly RefusalWatch _watch = new();

    [Fact]
    public async Task One_batch_at_a_time_is_searched_until_the_service_has_accepted_a_call()
    {
        Permit first = await _watch.SearchAsync(default);
        Task<Permit> second = _watch.SearchAsync(default);
        Assert.False(second.IsCompleted);
        first.Dispose();
        await second.WaitAsync(TimeSpan.FromMinutes(1));

        Task<Permit>[] waiting = [.. Enumerable.Range(0, 50).Select(_ => _watch.SearchAsync(default))];
        Assert.DoesNotContain(waiting, search => search.IsCompleted);
        _watch.Taken();
        _watch.Taken();
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_waiting_search_ends_when_no_call_may_start_any_more()
    {
        using Permit first = await _watch.SearchAsync(default);
        using var stop = new CancellationTokenSource();
        Task<Permit> second = _watch.SearchAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void Halving_is_hopeless_after_eight_culprits(int culprits, bool hopeless) =>
        Assert.Equal(hopeless, _watch.IsHopeless(culprits));

    [Fact]
    public void Halving_is_never_hopeless_once_something_was_accepted()
    {
        _watch.Taken();
        Assert.False(_watch.IsHopeless(1000));
    }

    [Theory]
    [InlineData(34, 102)]
    [InlineData(100, 300)]
    public void Three_batches_of_a_hundred_items_in_all_refused_with_one_code_are_enough_to_end_the_run(int items, int all)
    {
        Assert.Null(_watch.AllRefused("code", items));
        Assert.Null(_watch.AllRefused("code", items));
        Assert.Equal(all, _watch.AllRefused("code", items));
    }

    [Fact]
    public void Many_small_batches_do_not_end_the_run_before_a_hundred_items_were_refused()
    {
        for (int n = 1; n < 100; n++) Assert.Null(_watch.AllRefused("code", 1));
        Assert.Equal(100, _watch.AllRefused("code", 1));
    }

    [Fact]
    public void Another_code_begins_the_count_anew()
    {
        foreach (string code in (string[])["a", "a", "b", "a", "a"]) Assert.Null(_watch.AllRefused(code, 50));
        Assert.Equal(150, _watch.AllRefused("a", 50));
    }

    [Fact]
    public void An_accepted_call_shows_that_not_everything_is_refused()
    {
        _watch.Taken();
        for (int n = 0; n < 10; n++) Assert.Null(_watch.AllRefused("code", 100));
    }
}
