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
    public void It_takes_over_the_servers_time_and_goes_on_with_it(int hours)
    {
        var server = new ServerClock(_clock);
        Assert.Equal(_clock.UtcNow, server.Now);
        Assert.True(server.TryCorrect(_clock.UtcNow.AddHours(hours)));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(_clock.UtcNow.AddHours(hours), server.Now);
        Assert.Equal(TimeSpan.FromHours(hours), server.Offset);
    }

    [Fact]
    public void It_does_so_again_where_somebody_has_set_the_clock_since()
    {
        var server = new ServerClock(_clock);
        Assert.True(server.TryCorrect(_clock.UtcNow.AddHours(3)));
        Assert.True(server.TryCorrect(_clock.UtcNow));
        Assert.Equal(TimeSpan.Zero, server.Offset);
    }

    [Fact]
    public void It_needs_a_time_that_differs()
    {
        var server = new ServerClock(_clock);
        Assert.False(server.TryCorrect(null));
        Assert.False(server.TryCorrect(DateTimeOffset.MaxValue));
        Assert.False(server.TryCorrect(DateTimeOffset.MinValue));
        Assert.False(server.TryCorrect(_clock.UtcNow.AddSeconds(-1)));
        Assert.True(server.TryCorrect(_clock.UtcNow.AddSeconds(400)));
    }
}
