using System.Collections.Generic;
using System.Text.Json;

namespace EssReminds.Emulator;

/// <summary>A group of flows that differs from the generated ones.</summary>
public sealed record FlowGroup
{
    /// <summary>Its id, case-sensitive.</summary>
    public required string FlowGroupId { get; init; }

    /// <summary>Its flows; if empty, two or three generated from the group's id.</summary>
    public IReadOnlyList<string> FlowIds { get; init; } = [];

    /// <summary>Whether it is unknown to the service.</summary>
    public bool Unknown { get; init; }

    /// <summary>The RemindFlowGroupRecords to answer verbatim, without reminding anybody.</summary>
    public JsonElement? Records { get; init; }
}
