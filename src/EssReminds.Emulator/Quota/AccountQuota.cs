using System;
using System.Collections.Concurrent;

namespace EssReminds.Emulator;

/// <summary>The quota in calls a second, counted per account (SecretId) and action.</summary>
internal sealed class AccountQuota(EmulatorOptions options, DateTimeOffset startedAt)
{
    private readonly ConcurrentDictionary<(string Account, string Action), CallWindow> _windows = [];

    /// <summary>Counts a call.</summary>
    /// <returns>The refusal; null where the call is admitted.</returns>
    public ServiceError? Enter(string account, string action, TimeSpan arrived)
    {
        if (options.Quota == 0) return null;
        CallWindow window = _windows.GetOrAdd((account, action), _ => options.Window == QuotaWindow.Sliding
            ? new SlidingWindow(options.Quota)
            : new FixedWindow(options.Quota, startedAt));
        if (window.TryEnter(arrived, out int attempted)) return null;
        return options.RefusalText == RefusalText.Plain ? ServiceErrors.PlainRefusal : ServiceErrors.Refusal(attempted, options.Quota);
    }
}
