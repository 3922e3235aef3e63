using System;
using System.Threading.Tasks;
using EssReminds.Runs;
using Xunit;

namespace EssReminds.Tests.Runs;

public class CallRoomTests
{
    private readonly CallRoom _room = new(2);

    [Fact]
    public async Task A_call_starts_at_once_only_while_a_permit_is_free_and_gives_it_back_whatever_happens()
    {
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        Task running = _room.TryRun(() => first.Task)!, failing = _room.TryRun(() => second.Task)!;
        Assert.Null(_room.TryRun(() => throw new InvalidOperationException("There is no room for this call.")));

        first.SetResult();
        second.SetException(new InvalidOperationException());
        await running;
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);

        Assert.True(_room.Wait(TimeSpan.Zero, default));
        Assert.True(_room.Wait(TimeSpan.Zero, default));
        Assert.False(_room.Wait(TimeSpan.Zero, default));
        _room.Release();
        Assert.True(_room.Wait(TimeSpan.Zero, default));
    }
}
