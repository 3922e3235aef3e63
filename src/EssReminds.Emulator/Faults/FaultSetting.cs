using System;
using System.Globalization;

namespace EssReminds.Emulator;

/// <summary>How often a fault happens: at a rate, to certain calls, or for a time.</summary>
public sealed record FaultSetting
{
    private FaultSetting(Fault fault) => Fault = fault;

    /// <summary>What happens.</summary>
    public Fault Fault { get; }

    /// <summary>The share of calls that it happens to, 0 to 1; 0 where it happens to certain calls.</summary>
    public double Rate { get; private init; }

    /// <summary>The number of the first call that it happens to, from one; 0 where it happens at a rate.</summary>
    public int First { get; private init; }

    /// <summary>The number of the last call that it happens to.</summary>
    public int Last { get; private init; }

    /// <summary>When it begins to happen to every call, since the emulator's start.</summary>
    public TimeSpan From { get; private init; }

    /// <summary>When it stops to happen to every call; zero where it never does.</summary>
    public TimeSpan Until { get; private init; }

    /// <summary>A fault that happens to a share of the calls.</summary>
    public static FaultSetting AtRate(Fault fault, double rate)
    {
        if (rate is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(rate));
        return new FaultSetting(fault) { Rate = rate };
    }

    /// <summary>A fault that happens to every call.</summary>
    public static FaultSetting Always(Fault fault) => AtRate(fault, 1);

    /// <summary>A fault that happens to one call, or to those from one number to another.</summary>
    public static FaultSetting OnCalls(Fault fault, int first, int? last = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(last ?? first, first);
        return new FaultSetting(fault) { First = first, Last = last ?? first };
    }

    /// <summary>A fault that happens to every call that arrives in a stretch of time, counted from the emulator's start.</summary>
    public static FaultSetting During(Fault fault, TimeSpan from, TimeSpan until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(until, from);
        return new FaultSetting(fault) { From = from, Until = until };
    }

    /// <summary>Reads <c>NAME=RATE</c>, <c>NAME=#N</c>, <c>NAME=#N-M</c> or <c>NAME=@A-B</c>, in seconds.</summary>
    /// <exception cref="FormatException">It is none of these; the message says why.</exception>
    public static FaultSetting Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.LastIndexOf('=');
        if (equals <= 0) throw new FormatException($"'{text}' is not NAME=RATE, NAME=#CALL or NAME=@SECONDS");
        Fault fault = Faults.Find(text[..equals]) ?? throw new FormatException($"no fault is named '{text[..equals]}'");
        string when = text[(equals + 1)..];
        if (when.StartsWith('#'))
        {
            string[] ends = when[1..].Split('-');
            if (ends.Length <= 2 && TryReadNumber(ends[0], out int first) && TryReadNumber(ends[^1], out int last) && first <= last)
            {
                return OnCalls(fault, first, last);
            }

            throw new FormatException($"'{when}' is not #CALL or #FIRST-LAST");
        }

        if (when.StartsWith('@'))
        {
            string[] ends = when[1..].Split('-');
            if (ends.Length == 2 && TryReadSeconds(ends[0], out TimeSpan from) && TryReadSeconds(ends[1], out TimeSpan until)
                && from < until)
            {
                return During(fault, from, until);
            }

            throw new FormatException($"'{when}' is not @FROM-UNTIL in seconds");
        }

        if (!double.TryParse(when, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) || rate > 1)
        {
            throw new FormatException($"'{when}' is not a rate from 0 to 1");
        }

        return AtRate(fault, rate);
    }

    internal bool Covers(int call, TimeSpan time) => (First <= call && call <= Last) || (From <= time && time < Until);

    private static bool TryReadSeconds(string text, out TimeSpan time)
    {
        bool good = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds);
        good &= seconds <= 1e9;
        time = good ? TimeSpan.FromSeconds(seconds) : default;
        return good;
    }

    private static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1;
}
