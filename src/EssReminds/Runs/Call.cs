using System;
using System.Threading.Tasks;
using EssReminds.Protocol;

namespace EssReminds.Runs;

/// <summary>One call of a run, as its sender sees it: no items, only what to send and whom to notify.</summary>
internal sealed class Call
{
    public required ServiceAction Action { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>Whether the batch was sent before: it then goes ahead of new batches, since the output waits for it.</summary>
    public required bool IsPart { get; init; }

    /// <summary>Whether the call only reads: it may then be resent whatever came of it, and is never in doubt.</summary>
    public required bool IsRead { get; init; }

    /// <summary>Whether the call may be resent although it was perhaps carried out.</summary>
    public required Func<bool> MayBeResent { get; init; }

    /// <summary>For messages: what the call is about.</summary>
    public required Func<string> Describe { get; init; }

    /// <summary>Writes the intent to disk; throws if that fails. Dispose of the result when the call may be sent.</summary>
    public required Func<Task<IDisposable?>> AnnounceAsync { get; init; }

    /// <summary>Notes that the call was perhaps carried out.</summary>
    public required Action<CallFault> MarkDoubtful { get; init; }
}
