using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Actions.Reminders;
using EssReminds.Emulator;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Runs;

/// <summary>The place of a call among others that wait for the quota.</summary>
public sealed class CallTurnTests : CallSenderFixture
{
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>Slots so far apart that calls arrive in the order of their permits.</summary>
    private protected override double RequestsPerSecond => 10;

    [Fact]
    public async Task The_second_call_of_a_batch_goes_ahead_of_new_batches()
    {
        TaskCompletionSource sent = HoldTheFirst(refusesFirst: false);
        Task[] calls = [SendAsync("first"), SendAsync("second"), SendAsync("third"), SendAsync("part", isPart: true)];
        sent.SetResult();
        await Task.WhenAll(calls);
        Assert.Equal(4, _order.Count);
        Assert.Equal("third", _order.Last());
    }

    [Fact]
    public async Task The_halves_of_a_refused_batch_go_ahead_of_new_batches()
    {
        FaultOf = served =>
        {
            _order.Enqueue(string.Concat(served.FlowIds));
            return served.FlowIds is ["a", "b"] ? Faults.Error("OperationDenied.Forbid") : null;
        };
        var sent = new TaskCompletionSource();
        Keys.OnGet = () => sent.Task;
        var options = new RunOptions { BatchSize = 2, ThrottleLimit = 6, MaximumRetryCount = 1 };
        var action = new RemindAction(Connection.Caller, [], new RemindEmailMap());
        using var run = new BulkRun<RemindFlowRecord>(action, Connection, options, new RunOutput());
        run.Add("a");
        run.Add("b");
        await Until.Holds(() => Keys.Gets == 1);
        foreach (char id in "cdefghij") run.Add(id.ToString());
        sent.SetResult();
        await Task.Run(run.Complete);
        Assert.Equal(["a", "ab", "b", "cd", "ef", "gh", "ij"], _order.Order(StringComparer.Ordinal));
        Assert.Equal(2, _order.Last().Length);
    }

    [Fact]
    public async Task A_retry_goes_ahead_of_new_batches()
    {
        TaskCompletionSource sent = HoldTheFirst(refusesFirst: true);
        Task[] calls = [SendAsync("first"), SendAsync("2"), SendAsync("3"), SendAsync("4"), SendAsync("5")];
        sent.SetResult();
        await Task.WhenAll(calls);
        Assert.Equal(6, _order.Count);
        Assert.Equal("5", _order.Last());
    }

    /// <summary>Until the first call of a process is sent, all others wait for their permits.</summary>
    private TaskCompletionSource HoldTheFirst(bool refusesFirst)
    {
        FaultOf = served =>
        {
            _order.Enqueue(served.FlowIds[0]);
            return refusesFirst && served.Number == 1 ? Faults.Error("RequestLimitExceeded.IPLimitExceeded") : null;
        };
        var sent = new TaskCompletionSource();
        Keys.OnGet = () => sent.Task;
        return sent;
    }

    private Task SendAsync(string id, bool isPart = false) => SendAsync(new CallPlan { FlowId = id, IsPart = isPart });
}
