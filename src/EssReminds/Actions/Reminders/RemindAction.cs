using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EssReminds.Protocol;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Actions.Reminders;

/// <summary>Reminds flows, at most 100 per call.</summary>
internal sealed class RemindAction : IBulkAction<RemindFlowRecord>
{
    /// <summary>Each product's action.</summary>
    private static readonly Dictionary<Product, ServiceAction> Services = Product.All.ToDictionary(
        product => product,
        product => new ServiceAction(
            product, product.RemindFlows, static json => JsonSerializer.Deserialize(json, RemindJson.Default.AnswerRemindAnswer),
            new ErrorRule(Remedy.Halve, ErrorId.FlowNotFound, [.. product.UnknownFlowCodes])));

    private readonly Caller _caller;
    private readonly IReadOnlyList<EssRemindType> _types;
    private readonly RemindEmailMap _emails;

    /// <param name="caller">Who calls.</param>
    /// <param name="types">The means by which signers are reminded; empty for each contract's own.</param>
    /// <param name="emails">Mail addresses for individual signers.</param>
    /// <exception cref="EssException">The caller's product has no such options.</exception>
    public RemindAction(Caller caller, IReadOnlyList<EssRemindType> types, RemindEmailMap emails)
    {
        (_caller, _types, _emails) = (caller, types, emails);
        Service = ServiceOf(caller.Product);
        if (caller.Product.HasRemindOptions) return;
        if (types.Count > 0) throw EssException.Of(ErrorId.NotInProduct, caller.Product.Name, "-RemindType");
        if (!emails.IsEmpty) throw EssException.Of(ErrorId.NotInProduct, caller.Product.Name, "-RemindEmail");
    }

    public ServiceAction Service { get; }

    public int MaximumItems => RemindRequest.MaximumFlowIds;

    public int? ItemsPerApproval => null;

    /// <summary>A repeated call would remind people twice.</summary>
    public bool IsRead => false;

    public ErrorTexts Errors => ErrorTexts.General;

    /// <summary>The action of a product that reminds flows.</summary>
    public static ServiceAction ServiceOf(Product product) => Services[product];

    public RemindFlowRecord NewRecord(string id) => new(id);

    public byte[] Write(IReadOnlyList<string> ids) => ids.Count == 0
        ? RemindRequest.Write(_caller, ids, [], []) // a probe concerns nobody: it names no addresses
        : RemindRequest.Write(_caller, ids, _types, _emails.For(ids));

    public string Describe(IReadOnlyList<string> ids) => FlowIds.Describe(ids);

    public IReadOnlyList<RemindFlowRecord> Read(
        AnswerBody answer, IReadOnlyList<RemindFlowRecord> flows, CallReport<RemindFlowRecord> report)
    {
        string? requestId = answer.RequestId;
        List<RemindFlowRecord>? contradicted = null;
        AnswerMatch<RemindFlowRecord> match = AnswerMatch.Of(
            ((RemindAnswer)answer).RemindFlowRecords!,
            flows,
            static record => record.FlowId,
            (record, flow, isRepeat) =>
            {
                // A duplicate record is ignored; one that contradicts the first makes the outcome Unknown.
                if (!isRepeat) Apply(record, flow, requestId);
                else if (RemindMessage.Outcome(record.CanRemind, record.RemindMessage) != flow.Outcome) (contradicted ??= []).Add(flow);
            });

        if (contradicted is not null)
        {
            report.Fail(
                contradicted, new CallFault(ErrorId.RecordsContradict, Remedy.Unknown, Texts.Get("RecordsDiffer"), null, requestId));
        }

        if (match.ForeignCount > 0) report.Warn(Texts.Format("ForeignRecords", match.ForeignCount, CallErrors.RequestIdOf(requestId)));
        if (flows.FirstOrDefault(flow => flow is { Outcome: RemindOutcome.Unknown, ErrorCode: null }) is { } notUnderstood)
            report.WarnOnce("NotUnderstood", notUnderstood.FlowId, notUnderstood.RemindMessage);
        return match.Missing;
    }

    public void LeftOut(IReadOnlyList<RemindFlowRecord> flows, string? requestId, CallReport<RemindFlowRecord> report) =>
        report.Fail(flows, new CallFault(ErrorId.RecordMissing, Remedy.Unknown, Texts.Get("RecordLeftOut"), null, requestId));

    [MethodImpl(HotPath.Optimized)]
    private static void Apply(RemindAnswerRecord record, RemindFlowRecord flow, string? requestId)
    {
        flow.Outcome = RemindMessage.Outcome(record.CanRemind, record.RemindMessage);
        flow.CanRemind = record.CanRemind;
        flow.RemindMessage = record.RemindMessage;
        flow.ErrorId = flow.ErrorCode = flow.ErrorMessage = null;
        flow.RequestId = requestId;
    }
}
