using System.Linq;
using EssReminds.Runs;
using Xunit;

namespace EssReminds.Tests.Runs;

public class BackoffTests
{
    [Fact]
    public void A_backoff_doubles_up_to_a_limit_and_half_of_it_is_random()
    {
        var least = new Backoff(() => 0);
        var most = new Backoff(() => 1);
        Assert.Equal(Backoff.First / 2, least.Before(0));
        Assert.Equal(Backoff.First, most.Before(0));
        Assert.Equal(Backoff.First * 4, most.Before(2));
        Assert.Equal(Backoff.Longest, most.Before(100));
        Assert.Equal(Backoff.Longest / 2, least.Before(100));
    }

    [Fact]
    public void Random_backoffs_differ() =>
        Assert.True(Enumerable.Range(0, 50).Select(_ => Backoff.Random.Before(3)).Distinct().Count() > 10);
}
