using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Actions.Reminders;
using EssReminds.Emulator;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;
using Output = EssReminds.Tests.Runs.CollectedOutput<EssReminds.RemindFlowRecord>;

namespace EssReminds.Tests.Runs;

/// <summary>The place of a call among others that wait for the quota.</summary>
public sealed class CallTurnTests : CallSenderFixture
{
    /// <summary>New batches behind the first: enough slots for its answer to be back before the last of them.</summary>
    private const int Later = 14;

    private static readonly AsyncLocal<string> Sending = new();

    private readonly ConcurrentQueue<string> _order = new();

    private protected override double RequestsPerSecond => 20;

    [Fact]
    public async Task The_second_call_of_a_batch_goes_ahead_of_new_batches()
    {
        TaskCompletionSource sent = HoldTheFirst();
        Task[] calls = [SendAsync("first"), SendAsync("second"), SendAsync("third"), SendAsync("part", isPart: true)];
        sent.SetResult();
        await Task.WhenAll(calls);
        Assert.Equal(["first", "second", "part", "third"], _order);
    }

    [Fact]
    public async Task A_retry_goes_ahead_of_new_batches()
    {
        TaskCompletionSource sent = HoldTheFirst();
        FaultOf = served => served.FlowIds.Contains("first") && _order.Count(id => id == "first") == 1
            ? Faults.Error("RequestLimitExceeded.IPLimitExceeded")
            : null;
        Task[] calls = [SendAsync("first"), .. Enumerable.Range(0, Later).Select(n => SendAsync($"later{n}"))];
        sent.SetResult();
        await Task.WhenAll(calls);
        Assert.Equal(Later + 2, _order.Count);
        Assert.NotEqual("first", _order.Last());
    }

    [Fact]
    public async Task The_halves_of_a_refused_batch_go_ahead_of_new_batches()
    {
        var arrived = new ConcurrentQueue<int>();
        FaultOf = served =>
        {
            arrived.Enqueue(served.FlowIds.Count);
            return served.FlowIds is ["a", "b"] ? Faults.Error("OperationDenied.Forbid") : null;
        };
        TaskCompletionSource sent = HoldTheFirst();
        var options = new RunOptions { BatchSize = 2, ThrottleLimit = 64, MaximumRetryCount = 1 };
        var action = new RemindAction(Connection.Caller, [], new RemindEmailMap());
        using var run = new BulkRun<RemindFlowRecord>(action, Connection, options, new Output());
        foreach (string id in (string[])["a", "b"]) run.Add(id);
        await Until.Holds(() => Keys.Gets == 1);
        foreach (string id in Ids.Take(2 * Later)) run.Add(id);
        sent.SetResult();
        await Task.Run(run.Complete);
        Assert.Equal((Later + 3, 2), (arrived.Count, arrived.Count(ids => ids == 1)));
        Assert.Equal(2, arrived.Last());
    }

    /// <summary>Until the first call of a process is sent, all others wait for their permits.</summary>
    private TaskCompletionSource HoldTheFirst()
    {
        var sent = new TaskCompletionSource();
        Keys.OnGet = () =>
        {
            _order.Enqueue(Sending.Value ?? "");
            return sent.Task;
        };
        return sent;
    }

    private async Task SendAsync(string id, bool isPart = false)
    {
        Sending.Value = id;
        await SendAsync(new CallPlan { FlowId = id, IsPart = isPart });
    }
}
