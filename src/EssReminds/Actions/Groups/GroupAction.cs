using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using EssReminds.Protocol;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Actions.Groups;

/// <summary>Reminds groups of flows, one group per call.</summary>
internal sealed class GroupAction : IBulkAction<RemindFlowGroupRecord>
{
    /// <summary>One -Confirm prompt covers this many groups: nobody wants thousands of prompts.</summary>
    private const int GroupsPerApproval = 100;

    private static readonly Dictionary<Product, ServiceAction> Services = Product.All
        .Where(product => product.RemindFlowGroup is not null)
        .ToDictionary(
            product => product,
            product => new ServiceAction(
                product, product.RemindFlowGroup!, static json => JsonSerializer.Deserialize(json, GroupJson.Default.AnswerGroupAnswer)));

    private readonly Caller _caller;

    /// <exception cref="EssException">The caller's product has no groups.</exception>
    public GroupAction(Caller caller)
    {
        _caller = caller;
        Service = ServiceOf(caller.Product)
            ?? throw EssException.Of(ErrorId.NotInProduct, caller.Product.Name, Texts.Get("GroupReminders"));
    }

    public ServiceAction Service { get; }

    public int MaximumItems => 1;

    public int? ItemsPerApproval => GroupsPerApproval;

    /// <summary>A repeated call would remind people twice.</summary>
    public bool IsRead => false;

    public ErrorTexts Errors { get; } = new((ErrorId.PermissionDenied, "GroupPermissionDenied"), ("FlowIdShape", "GroupIdShape"));

    /// <summary>The group action of a product; null where it has none.</summary>
    public static ServiceAction? ServiceOf(Product product) => Services.TryGetValue(product, out ServiceAction? action) ? action : null;

    public RemindFlowGroupRecord NewRecord(string id) => new(id);

    public byte[] Write(IReadOnlyList<string> ids) =>
        RequestBody.Write(_caller, json => json.WriteString("FlowGroupId", ids.Count > 0 ? ids[0] : ""));

    public string Describe(IReadOnlyList<string> ids) => FlowGroupIds.Describe(ids);

    /// <summary>The call is about one group, so the whole answer is about it.</summary>
    public IReadOnlyList<RemindFlowGroupRecord> Read(
        AnswerBody answer, IReadOnlyList<RemindFlowGroupRecord> groups, CallReport<RemindFlowGroupRecord> report)
    {
        List<GroupAnswerRecord?> signers = ((GroupAnswer)answer).RemindFlowGroupRecords!;
        if (signers.Count == 0) return groups;
        foreach (RemindFlowGroupRecord group in groups)
        {
            group.Answer([.. signers.Select(Signer)], answer.RequestId);
            if (group.Outcome == RemindOutcome.Unknown) report.WarnOnce("NotUnderstood", group.FlowGroupId, Unclear(group));
        }

        return [];
    }

    public void LeftOut(
        IReadOnlyList<RemindFlowGroupRecord> groups, string? requestId, CallReport<RemindFlowGroupRecord> report) =>
        report.Fail(groups, new CallFault(ErrorId.RecordMissing, Remedy.Unknown, Texts.Get("RecordLeftOut"), null, requestId));

    private static RemindedGroupSigner Signer(GroupAnswerRecord? record) => new()
    {
        Name = record?.ApproverName,
        Mobile = record?.Mobile,
        FlowIds = Known(record?.FlowIds),
        FlowNames = Known(record?.FlowNames),
        Contracts = [.. (record?.RemindMessageList ?? []).Select(message => new RemindedContract
        {
            SignId = message?.SignId,
            Status = message?.Status,
            Reason = message?.Reason,
        })],
    };

    private static IReadOnlyList<string> Known(List<string?>? texts) => [.. (texts ?? []).Select(text => text ?? "")];

    /// <summary>The first entry that leaves open whether the signer was reminded, to quote in the warning.</summary>
    private static string Unclear(RemindFlowGroupRecord group)
    {
        IReadOnlyList<RemindedContract> contracts = group.Signers.First(signer => signer.Reminded is null).Contracts;
        RemindedContract? contract = contracts.FirstOrDefault(each => each.Reminded is null);
        return contract is null ? "RemindMessageList" : $"Status {contract.Status}, {contract.Reason}";
    }
}
