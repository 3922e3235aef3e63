using System;
using System.Globalization;

namespace EssReminds.Emulator;

/// <summary>How often a fault happens: at a rate, or to certain calls.</summary>
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

    /// <summary>Reads <c>NAME=RATE</c>, <c>NAME=#N</c> or <c>NAME=#N-M</c>.</summary>
    /// <exception cref="FormatException">It is none of these; the message says why.</exception>
    public static FaultSetting Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.LastIndexOf('=');
        if (equals <= 0) throw new FormatException($"'{text}' is not NAME=RATE or NAME=#CALL");
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

        if (!double.TryParse(when, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) || rate > 1)
        {
            throw new FormatException($"'{when}' is not a rate from 0 to 1");
        }

        return AtRate(fault, rate);
    }

    internal bool Covers(int call) => First <= call && call <= Last;

    private static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1;
}
