using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>What an emulator has seen so far: a snapshot.</summary>
public sealed record EmulatorStats
{
    /// <summary>Requests POST /, whatever became of them.</summary>
    public long Calls { get; init; }

    /// <summary>Calls that were carried out, whether or not their answer arrived.</summary>
    public long CarriedOut { get; init; }

    /// <summary>Calls that the quota refused.</summary>
    public long Refusals { get; init; }

    /// <summary>Errors that were answered, by code; those of faults included.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Signers reminded: people's phones that buzzed.</summary>
    public long Reminders { get; init; }

    /// <summary>Flows of which a signer was reminded.</summary>
    public long FlowsReminded { get; init; }

    /// <summary>The most calls that arrived in any one second, refused ones included.</summary>
    public int MostCallsInAnySecond { get; init; }

    /// <summary>The most calls that waited for their answer at once.</summary>
    public int MostInFlight { get; init; }

    /// <summary>Calls that wait for their answer now.</summary>
    public int InFlight { get; init; }

    /// <summary>Connections opened.</summary>
    public long Connections { get; init; }

    /// <summary>When the first call arrived, in seconds since the start; null before it.</summary>
    public double? FirstCall { get; init; }

    /// <summary>When the last call arrived, in seconds since the start.</summary>
    public double? LastCall { get; init; }

    /// <summary>The calls of each action.</summary>
    public required IReadOnlyDictionary<string, CallStats> Actions { get; init; }

    /// <summary>Faults injected, by name.</summary>
    public required IReadOnlyDictionary<string, long> Faults { get; init; }

    /// <summary>Requests other than calls, such as GET /; not those for these numbers.</summary>
    public long Probes { get; init; }

    /// <summary>Requests that followed the fault "redirect".</summary>
    public long RedirectsFollowed { get; init; }
}
