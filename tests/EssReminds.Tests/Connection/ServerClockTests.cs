using System;
using EssReminds.Connection;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Connection;

public class ServerClockTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public void A_correction_adopts_the_servers_time_which_then_advances_with_the_local_clock(int hours)
    {
        var server = new ServerClock(_clock);
        Assert.Equal(_clock.UtcNow, server.Now);
        Assert.True(server.TryCorrect(_clock.UtcNow.AddHours(hours)));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(_clock.UtcNow.AddHours(hours), server.Now);
        Assert.Equal(TimeSpan.FromHours(hours), server.Offset);
    }

    [Fact]
    public void A_second_correction_replaces_the_first()
    {
        var server = new ServerClock(_clock);
        Assert.True(server.TryCorrect(_clock.UtcNow.AddHours(3)));
        Assert.True(server.TryCorrect(_clock.UtcNow));
        Assert.Equal(TimeSpan.Zero, server.Offset);
    }

    [Fact]
    public void A_time_that_is_missing_out_of_range_or_hardly_different_is_no_correction()
    {
        var server = new ServerClock(_clock);
        Assert.False(server.TryCorrect(null));
        Assert.False(server.TryCorrect(DateTimeOffset.MaxValue));
        Assert.False(server.TryCorrect(DateTimeOffset.MinValue));
        Assert.False(server.TryCorrect(_clock.UtcNow.AddSeconds(-1)));
        Assert.True(server.TryCorrect(_clock.UtcNow.AddSeconds(400)));
    }
}
