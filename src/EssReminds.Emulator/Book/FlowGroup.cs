using System.Collections.Generic;
using System.Text.Json;

namespace EssReminds.Emulator;

/// <summary>A group of flows that differs from the generated ones.</summary>
public sealed record FlowGroup
{
    /// <summary>Its id, case-sensitive.</summary>
    public required string FlowGroupId { get; init; }

    /// <summary>Its flows; where there are none, two or three made up from the group's id.</summary>
    public IReadOnlyList<string> FlowIds { get; init; } = [];

    /// <summary>Whether the service does not know it.</summary>
    public bool Unknown { get; init; }

    /// <summary>What to answer as RemindFlowGroupRecords word for word, nobody reminded.</summary>
    public JsonElement? Records { get; init; }
}
