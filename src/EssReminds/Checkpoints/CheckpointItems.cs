using System;
using System.Collections.Generic;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>The names by which a checkpoint identifies the kind of its items.</summary>
internal static class CheckpointItems
{
    public const string Groups = "FlowGroup";

    private const string Flows = "Flow";

    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(RemindFlowGroupRecord)] = Groups,
    };

    /// <summary>Null for flows, which early files of this version do not name.</summary>
    public static string? Of<TRecord>()
        where TRecord : class, IItemRecord => Names.TryGetValue(typeof(TRecord), out string? name) ? name : null;

    /// <summary>The name for messages.</summary>
    public static string Describe(string? items) => items ?? Flows;
}
