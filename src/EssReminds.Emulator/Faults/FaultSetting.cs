using System;
using System.Globalization;

namespace EssReminds.Emulator;

/// <summary>When a fault is injected: at a rate, on certain calls, or during a period.</summary>
public sealed record FaultSetting
{
    private FaultSetting(Fault fault) => Fault = fault;

    /// <summary>The fault.</summary>
    public Fault Fault { get; }

    /// <summary>The share of calls to inject it into, 0 to 1; 0 if not by rate.</summary>
    public double Rate { get; private init; }

    /// <summary>The number of the first call to inject it into, from one; 0 if not by number.</summary>
    public int First { get; private init; }

    /// <summary>The number of the last call to inject it into.</summary>
    public int Last { get; private init; }

    /// <summary>The start of the period in which every call gets it, since the emulator's start.</summary>
    public TimeSpan From { get; private init; }

    /// <summary>The end of that period; zero if there is none.</summary>
    public TimeSpan Until { get; private init; }

    /// <summary>Injects a fault into a share of the calls.</summary>
    public static FaultSetting AtRate(Fault fault, double rate)
    {
        if (rate is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(rate));
        return new FaultSetting(fault) { Rate = rate };
    }

    /// <summary>Injects a fault into every call.</summary>
    public static FaultSetting Always(Fault fault) => AtRate(fault, 1);

    /// <summary>Injects a fault into one call, or into a range of calls.</summary>
    public static FaultSetting OnCalls(Fault fault, int first, int? last = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(last ?? first, first);
        return new FaultSetting(fault) { First = first, Last = last ?? first };
    }

    /// <summary>Injects a fault into every call that arrives in a period, counted from the emulator's start.</summary>
    public static FaultSetting During(Fault fault, TimeSpan from, TimeSpan until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(until, from);
        return new FaultSetting(fault) { From = from, Until = until };
    }

    /// <summary>Parses <c>NAME=RATE</c>, <c>NAME=#N</c>, <c>NAME=#N-M</c> or <c>NAME=@A-B</c> (in seconds).</summary>
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
