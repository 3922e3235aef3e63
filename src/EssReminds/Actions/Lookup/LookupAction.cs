using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using EssReminds.Protocol;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Actions.Lookup;

/// <summary>Base of the look-up actions: they only read, at most 100 flows per call.</summary>
/// <typeparam name="TFacts">A flow's entry in the answer.</typeparam>
internal abstract class LookupAction<TFacts> : IBulkAction<EssFlow>
    where TFacts : FlowFacts
{
    private readonly Caller _caller;

    protected LookupAction(Caller caller) => _caller = caller;

    public abstract ServiceAction Service { get; }

    public int MaximumItems => FlowIdsRequest.MaximumFlowIds;

    public int? ItemsPerApproval => null;

    public bool IsRead => true;

    public ErrorTexts Errors => LookupErrors.Texts;

    public EssFlow NewRecord(string id) => new(id);

    public byte[] Write(IReadOnlyList<string> ids) => FlowIdsRequest.Write(_caller, ids);

    public string Describe(IReadOnlyList<string> ids) => FlowIds.Describe(ids);

    public IReadOnlyList<EssFlow> Read(AnswerBody answer, IReadOnlyList<EssFlow> flows, CallReport<EssFlow> report)
    {
        AnswerMatch<EssFlow> match = AnswerMatch.Of(List(answer), flows, static facts => facts.FlowId, Apply);
        if (match.ForeignCount > 0)
            report.Warn(Texts.Format("ForeignRecords", match.ForeignCount, CallErrors.RequestIdOf(answer.RequestId)));
        return match.Missing;
    }

    public abstract void LeftOut(IReadOnlyList<EssFlow> flows, string? requestId, CallReport<EssFlow> report);

    /// <summary>The list of flows in an answer.</summary>
    protected abstract IReadOnlyList<TFacts?> List(AnswerBody answer);

    /// <summary>Copies the fields that only this action's answer has.</summary>
    protected abstract void Complete(EssFlow flow, TFacts facts);

    /// <summary>The service's text, made safe for a terminal since tables print it as it is; null for an empty one.</summary>
    protected static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : Printable.Text(text!);

    /// <summary>Unix seconds as local time; null where they are missing or out of range.</summary>
    protected static DateTime? Time(long? seconds) => seconds is { } known ? UnixTime.Read(known)?.LocalDateTime : null;

    /// <summary>One error per flow: each wrong id needs a correction of its own.</summary>
    protected static void NotFound(IReadOnlyList<EssFlow> flows, string? requestId, CallReport<EssFlow> report)
    {
        foreach (EssFlow flow in flows)
            report.Fail([flow], new CallFault(ErrorId.FlowNotFound, Remedy.Fail, Texts.Get("FlowLeftOut"), null, requestId));
    }

    protected static IReadOnlyList<EssSigner> Signers(string flowId, IEnumerable<SignerFacts?>? signers) =>
        [.. from facts in signers ?? [] where facts is not null select Signer(flowId, facts)];

    private static EssSigner Signer(string flowId, SignerFacts facts) => new(flowId)
    {
        Name = Text(facts.ApproveName),
        Status = facts.Status,
        SignId = Text(facts.SignId),
        Order = facts.SignOrder,
        SignedOn = facts.Status == SignerState.Rejected ? null : Time(facts.ApproveTime), // a refusal sets ApproveTime, too
        Mobile = Text(facts.Mobile),
        OrganizationName = Text(facts.Organization),
    };

    [MethodImpl(HotPath.Optimized)]
    private void Apply(TFacts facts, EssFlow flow, bool isRepeat)
    {
        if (isRepeat) return;
        flow.Name = Text(facts.FlowName);
        flow.Status = facts.Status;
        flow.StatusMessage = Text(facts.FlowMessage);
        flow.CreatedOn = Time(facts.CreationTime);
        flow.Creator = Text(facts.Creator);
        flow.TemplateId = Text(facts.TemplateId);
        Complete(flow, facts);
        flow.Found();
    }
}
