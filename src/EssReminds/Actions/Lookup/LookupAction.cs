using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using EssReminds.Protocol;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Actions.Lookup;

/// <summary>What all looks at flows have in common: they only read, at most 100 flows a call.</summary>
/// <typeparam name="TFacts">What the answer says of a flow.</typeparam>
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

    /// <summary>What an answer lists.</summary>
    protected abstract IReadOnlyList<TFacts?> List(AnswerBody answer);

    /// <summary>Takes over what this answer alone tells.</summary>
    protected abstract void Complete(EssFlow flow, TFacts facts);

    /// <summary>Foreign text, which a table is to show as it is: without anything that could act on a terminal. Empty is none.</summary>
    protected static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : Printable.Text(text!);

    /// <summary>Unix seconds as the local time; null where they tell none.</summary>
    protected static DateTime? Time(long? seconds) => seconds is { } known ? UnixTime.Read(known)?.LocalDateTime : null;

    /// <summary>An error for each of them: one id that is wrong is somebody's slip, and has its own correction.</summary>
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
        SignedOn = facts.Status == SignerState.Rejected ? null : Time(facts.ApproveTime), // then it is the time of the refusal
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
