using System;
using System.Collections.Generic;
using System.Linq;
using EssReminds.Protocol;
using EssReminds.Resources;

namespace EssReminds.Reminding;

/// <summary>Sorts what came of a call into the records of its flows.</summary>
internal static class Outcomes
{
    /// <summary>The service's records, matched by flow id and never by position.</summary>
    /// <returns>How many records nobody had asked for.</returns>
    public static int Apply(CallResult result, IReadOnlyList<RemindFlowRecord> flows, List<RunFailure> failures)
    {
        // A flow's value is its record until it is answered, and null from then on.
        var asked = new Dictionary<string, RemindFlowRecord?>(flows.Count, StringComparer.Ordinal);
        foreach (RemindFlowRecord flow in flows) asked.Add(flow.FlowId, flow);

        int foreign = 0, answered = 0;
        foreach (RemindResponse.ResponseRecord? answer in result.Records)
        {
            if (answer?.FlowId is not { } id || !asked.TryGetValue(id, out RemindFlowRecord? flow))
            {
                foreign++;
            }
            else if (flow is not null)
            {
                asked[id] = null;
                answered++;
                Apply(answer, flow, result.RequestId);
            }
            else
            {
                // Doubled, it counts once; where the second contradicts the first, neither is believed.
                RemindFlowRecord twice = flows.First(asking => asking.FlowId == id);
                if (RemindMessage.Outcome(answer.CanRemind, answer.RemindMessage) != twice.Outcome) twice.Outcome = RemindOutcome.Unknown;
            }
        }

        if (answered < flows.Count)
        {
            RemindFlowRecord[] missing = flows.Where(flow => asked[flow.FlowId] is not null).ToArray();
            Settle(missing, new CallFault(ErrorId.RecordMissing, Then.Unknown, Texts.Get("RecordLeftOut"), null, result.RequestId), failures);
        }

        return foreign;
    }

    private static void Apply(RemindResponse.ResponseRecord answer, RemindFlowRecord flow, string? requestId)
    {
        flow.Outcome = RemindMessage.Outcome(answer.CanRemind, answer.RemindMessage);
        flow.CanRemind = answer.CanRemind;
        flow.RemindMessage = answer.RemindMessage;
        flow.ErrorCode = flow.ErrorMessage = null;
        flow.RequestId = requestId;
    }

    /// <summary>A flow of which the service said something that this module does not know; null where there is none.</summary>
    public static RemindFlowRecord? FirstNotUnderstood(IReadOnlyList<RemindFlowRecord> flows) =>
        flows.FirstOrDefault(flow => flow is { Outcome: RemindOutcome.Unknown, ErrorCode: null });

    /// <summary>One fault for all flows of a call, and one error about them.</summary>
    public static void Settle(IReadOnlyList<RemindFlowRecord> flows, CallFault fault, List<RunFailure> failures)
    {
        string[] ids = Mark(flows, fault, failures);
        if (ids.Length > 0) failures.Add(new RunFailure(fault, ids));
    }

    /// <summary>One fault for all flows of a call, of which the user hears elsewhere.</summary>
    /// <returns>
    /// The flows that the fault is about. Those of a call before it that was perhaps carried out stay in doubt, whatever became
    /// of the call that was sent again, and get an error that says so.
    /// </returns>
    public static string[] Mark(IReadOnlyList<RemindFlowRecord> flows, CallFault fault, List<RunFailure> failures)
    {
        RemindFlowRecord[] doubtful = fault.Then == Then.Unknown ? [] : flows.Where(flow => flow.Outcome == RemindOutcome.Unknown).ToArray();
        if (doubtful.Length > 0)
        {
            RemindFlowRecord first = doubtful[0];
            failures.Add(new RunFailure(ErrorId.OutcomeUnknown, Ids(doubtful), first.ErrorMessage, first.ErrorCode, first.RequestId));
        }

        RemindFlowRecord[] others = doubtful.Length == 0 ? [.. flows] : [.. flows.Except(doubtful)];
        RemindOutcome outcome = fault.Then == Then.Unknown ? RemindOutcome.Unknown : RemindOutcome.Failed;
        foreach (RemindFlowRecord flow in others)
        {
            flow.Outcome = outcome;
            flow.ErrorCode = fault.Code;
            flow.ErrorMessage = fault.Message;
            flow.RequestId = fault.RequestId;
        }

        return Ids(others);
    }

    public static string[] Ids(IReadOnlyList<RemindFlowRecord> flows)
    {
        var ids = new string[flows.Count];
        for (int i = 0; i < ids.Length; i++) ids[i] = flows[i].FlowId;
        return ids;
    }
}
