using System;
using System.Collections.Generic;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>The daily quota: counts each account's calls in a day of the service's calendar.</summary>
internal sealed class DailyQuota(EmulatorOptions options, EmulatorClock clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);
    private DateOnly _day;

    public bool TryEnter(string account)
    {
        if (options.BriefsPerDay == 0) return true;
        DateOnly day = ChinaDay.Of(clock.UtcNow);
        lock (_gate)
        {
            if (day != _day) _calls.Clear();
            _day = day;
            int calls = _calls.GetValueOrDefault(account);
            if (calls >= options.BriefsPerDay) return false;
            _calls[account] = calls + 1;
            return true;
        }
    }
}
