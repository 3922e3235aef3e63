using System;
using System.Collections.Generic;
using System.Linq;
using EssReminds.Benchmarks.Output;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Parts;

/// <summary>The rate at which calls arrived at the service.</summary>
internal sealed class PaceFigures
{
    private readonly double _quota;

    private PaceFigures(IReadOnlyList<RecordedCall> calls, double quota)
    {
        RecordedCall[] accepted = [.. calls.Where(call => call.CarriedOut)];
        _quota = quota;
        Accepted = accepted.Length;
        Refused = calls.Count - accepted.Length;
        Seconds = (accepted[^1].Arrived - calls[0].Arrived).TotalSeconds;
    }

    public int Accepted { get; }

    public int Refused { get; }

    /// <summary>Time from the first call's arrival to that of the last one accepted.</summary>
    public double Seconds { get; }

    /// <summary>Without the first call, which only opens the measured interval.</summary>
    public double CallsPerSecond => (Accepted - 1) / Seconds;

    public double Share => CallsPerSecond / _quota;

    public static PaceFigures Of(IReadOnlyList<RecordedCall> calls, double quota) => new(calls, quota);

    public override string ToString() =>
        Say.Invariant($"{Say.Percent(Share)}, {Refused} of {Accepted + Refused} calls refused");
}
