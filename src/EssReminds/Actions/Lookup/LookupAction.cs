using System;
using System.Collections.Generic;
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

    public bool IsRead => true;

    public ErrorTexts Errors => LookupErrors.Texts;

    public EssFlow NewRecord(string id) => new(id);

    public byte[] Write(IReadOnlyList<string> ids) => FlowIdsRequest.Write(_caller, ids);

    public string Describe(IReadOnlyList<string> ids) => FlowIds.Describe(ids);

    public IReadOnlyList<EssFlow> Read(AnswerBody answer, IReadOnlyList<EssFlow> flows, CallReport<EssFlow> report)
    {
        AnswerMatch<EssFlow> match = AnswerMatch.Of(List(answer), flows, static facts => facts.FlowId, Apply);
        if (match.ForeignCount > 0) report.Warn(Texts.Format("ForeignRecords", match.ForeignCount, answer.RequestId));
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

    [MethodImpl(HotPath.Optimized)]
    private void Apply(TFacts facts, EssFlow flow, bool isRepeat)
    {
        if (isRepeat) return;
        flow.Name = Text(facts.FlowName);
        flow.Status = facts.Status;
        flow.StatusMessage = Text(facts.FlowMessage);
        flow.CreatedOn = Time(facts.CreatedOn);
        flow.Creator = Text(facts.Creator);
        flow.TemplateId = Text(facts.TemplateId);
        Complete(flow, facts);
        flow.Found();
    }
}
