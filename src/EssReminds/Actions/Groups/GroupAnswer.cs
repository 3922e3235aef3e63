using System.Collections.Generic;
using System.Text.Json.Serialization;
using EssReminds.Protocol;

namespace EssReminds.Actions.Groups;

/// <summary>The Response of the action that reminds a group.</summary>
internal sealed class GroupAnswer : AnswerBody
{
    public List<GroupAnswerRecord?>? RemindFlowGroupRecords { get; set; }

    public override int? ResultCount => RemindFlowGroupRecords?.Count;
}

/// <summary>The result for one signer.</summary>
internal sealed class GroupAnswerRecord
{
    public string? ApproverName { get; set; }
    public string? Mobile { get; set; }
    public List<string?>? FlowIds { get; set; }
    public List<string?>? FlowNames { get; set; }
    public List<GroupAnswerMessage?>? RemindMessageList { get; set; }
}

/// <summary>The result for one of the signer's contracts.</summary>
internal sealed class GroupAnswerMessage
{
    public string? SignId { get; set; }
    public int? Status { get; set; }
    public string? Reason { get; set; }
}

[JsonSerializable(typeof(Answer<GroupAnswer>))]
internal sealed partial class GroupJson : JsonSerializerContext;
