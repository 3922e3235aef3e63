using System;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class CallWindowTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, 250, TimeSpan.Zero);

    [Fact]
    public void A_sliding_window_allows_no_second_more_calls_than_the_limit()
    {
        var window = new SlidingWindow(2);

        Assert.True(Enter(window, 0));
        Assert.True(Enter(window, 900));
        Assert.False(Enter(window, 999.9));
        Assert.True(Enter(window, 1000));
        Assert.False(Enter(window, 1899));
        Assert.True(Enter(window, 1900));
    }

    [Fact]
    public void A_fixed_window_counts_calendar_seconds()
    {
        // The emulator started 250 ms into a calendar second, which therefore ends at 750 ms.
        var window = new FixedWindow(2, Start);

        Assert.True(Enter(window, 600));
        Assert.True(Enter(window, 700));
        Assert.False(Enter(window, 749));
        Assert.True(Enter(window, 750));
        Assert.True(Enter(window, 760));
        Assert.False(Enter(window, 1749));
        Assert.True(Enter(window, 1750));
    }

    [Fact]
    public void Refused_calls_do_not_count_toward_the_limit()
    {
        var window = new SlidingWindow(1);
        Assert.True(Enter(window, 0));
        for (int n = 1; n < 100; n++) Assert.False(Enter(window, n * 10));

        Assert.True(Enter(window, 1000));
    }

    [Theory]
    [InlineData(0.5, 1999, 2000)]
    [InlineData(1, 999, 1000)]
    [InlineData(4, 249, 1000)]
    public void A_fractional_limit_allows_whole_calls_in_a_longer_period(double limit, int refused, int entered)
    {
        var window = new SlidingWindow(limit);
        for (int n = 0; n < Math.Ceiling(limit); n++) Assert.True(Enter(window, 0));

        Assert.False(Enter(window, refused));
        Assert.True(Enter(window, entered));
    }

    [Fact]
    public void Calls_that_arrive_together_may_be_counted_out_of_order()
    {
        var window = new SlidingWindow(2);
        Assert.True(Enter(window, 0));
        Assert.True(Enter(window, 1000.002));
        Assert.True(Enter(window, 1000.001));
        Assert.False(Enter(window, 1000.003));
    }

    [Fact]
    public void A_refusal_names_the_limit_word_for_word_and_is_per_account_and_action()
    {
        var quota = new AccountQuota(new EmulatorOptions { Quota = 5 }, Start);
        for (int n = 0; n < 5; n++) Assert.Null(quota.Enter("a", "one", TimeSpan.Zero));

        ServiceError refusal = quota.Enter("a", "one", TimeSpan.FromMilliseconds(1))!;

        Assert.Equal("RequestLimitExceeded", refusal.Code);
        Assert.Equal("您当前每秒请求 `6` 次，超过了每秒频率上限 `5`，请稍后重试。", refusal.Chinese);
        Assert.Equal(
            "Your current request times equals to `6` in a second, which exceeds the frequency limit `5` for a second. " +
            "Please reduce the frequency of calls.",
            refusal.English);
        Assert.Null(quota.Enter("another account", "one", TimeSpan.FromMilliseconds(1)));
        Assert.Null(quota.Enter("a", "two", TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void A_plain_refusal_names_no_number_and_a_quota_of_0_refuses_nothing()
    {
        var plain = new AccountQuota(new EmulatorOptions { Quota = 1, RefusalText = RefusalText.Plain }, Start);
        Assert.Null(plain.Enter("a", "one", TimeSpan.Zero));
        Assert.DoesNotContain('`', plain.Enter("a", "one", TimeSpan.Zero)!.Chinese);

        var none = new AccountQuota(new EmulatorOptions { Quota = 0 }, Start);
        for (int n = 0; n < 1000; n++) Assert.Null(none.Enter("a", "one", TimeSpan.Zero));
    }

    private static bool Enter(CallWindow window, double milliseconds) => window.TryEnter(TimeSpan.FromMilliseconds(milliseconds), out _);
}
