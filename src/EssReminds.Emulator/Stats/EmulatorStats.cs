using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>A snapshot of an emulator's statistics.</summary>
public sealed record EmulatorStats
{
    /// <summary>The number of calls (POST /), failed ones included.</summary>
    public long Calls { get; init; }

    /// <summary>Calls carried out, whether or not the answer arrived.</summary>
    public long CarriedOut { get; init; }

    /// <summary>Calls refused because of the quota.</summary>
    public long Refusals { get; init; }

    /// <summary>Errors returned, by code, including those of faults.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Reminders sent to signers.</summary>
    public long Reminders { get; init; }

    /// <summary>Flows of which a signer was reminded.</summary>
    public long FlowsReminded { get; init; }

    /// <summary>The most calls that arrived in any one second, refused ones included.</summary>
    public int MostCallsInAnySecond { get; init; }

    /// <summary>The most calls that were in flight at once.</summary>
    public int MostInFlight { get; init; }

    /// <summary>Calls that are in flight now.</summary>
    public int InFlight { get; init; }

    /// <summary>Connections opened.</summary>
    public long Connections { get; init; }

    /// <summary>When the first call arrived, in seconds since the start; null before it.</summary>
    public double? FirstCall { get; init; }

    /// <summary>When the last call arrived, in seconds since the start.</summary>
    public double? LastCall { get; init; }

    /// <summary>The statistics of each action.</summary>
    public required IReadOnlyDictionary<string, CallStats> Actions { get; init; }

    /// <summary>Faults injected, by name.</summary>
    public required IReadOnlyDictionary<string, long> Faults { get; init; }

    /// <summary>Requests that are not calls, such as GET /; requests for these statistics do not count.</summary>
    public long Probes { get; init; }

    /// <summary>Requests that followed the redirect of the fault "redirect".</summary>
    public long RedirectsFollowed { get; init; }
}
