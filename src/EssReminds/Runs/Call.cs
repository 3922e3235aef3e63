using System;
using System.Threading.Tasks;
using EssReminds.Protocol;

namespace EssReminds.Runs;

/// <summary>One call of a run, as its sender sees it: no items, only what to send and whom to tell.</summary>
internal sealed class Call
{
    public required ServiceAction Action { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The batch was asked about before: it goes before new batches, since the output waits for it.</summary>
    public required bool IsPart { get; init; }

    /// <summary>Whether the call only reads: then it is sent again whatever came of it, and is never in doubt.</summary>
    public required bool IsRead { get; init; }

    /// <summary>Whether the call may be sent again although it was perhaps carried out.</summary>
    public required Func<bool> MayBeResent { get; init; }

    /// <summary>For people: what the call is about.</summary>
    public required Func<string> Describe { get; init; }

    /// <summary>Puts the intent on the disk; throws where that fails. Its result is to be disposed of when the call may leave.</summary>
    public required Func<Task<IDisposable?>> AnnounceAsync { get; init; }

    /// <summary>Notes that the call was perhaps carried out.</summary>
    public required Action<CallFault> MarkDoubtful { get; init; }
}
