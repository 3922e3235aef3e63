using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using EssReminds.Emulator;
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
        Assert.Equal(["first", "second", "part", "third"], _order);
    }

    [Fact]
    public async Task A_retry_goes_ahead_of_new_batches()
    {
        TaskCompletionSource sent = HoldTheFirst(refusesFirst: true);
        Task[] calls = [SendAsync("first"), SendAsync("2"), SendAsync("3"), SendAsync("4"), SendAsync("5")];
        sent.SetResult();
        await Task.WhenAll(calls);
        string[] order = [.. _order];
        Assert.Equal("first", order[0]);
        Assert.InRange(Array.LastIndexOf(order, "first"), 2, 4);
        Assert.Equal("5", order[^1]);
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
