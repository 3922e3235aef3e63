using System.Collections.Generic;
using System.Text.Json.Serialization;
using EssReminds.Protocol;

namespace EssReminds.Actions.Reminders;

/// <summary>The Response of the action that reminds flows.</summary>
internal sealed class RemindAnswer : AnswerBody
{
    public List<RemindAnswerRecord?>? RemindFlowRecords { get; set; }

    public override int? ResultCount => RemindFlowRecords?.Count;
}

/// <summary>The result for one flow.</summary>
internal sealed class RemindAnswerRecord
{
    public string? FlowId { get; set; }
    public bool? CanRemind { get; set; }
    public string? RemindMessage { get; set; }
}

[JsonSerializable(typeof(Answer<RemindAnswer>))]
internal sealed partial class RemindJson : JsonSerializerContext;
