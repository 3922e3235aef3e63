using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using EssReminds.Protocol;
using EssReminds.Resources;

namespace EssReminds.Reminding;

/// <summary>Sorts what came of a call into the records of its flows.</summary>
internal static class Outcomes
{
    /// <summary>The service's records, matched by flow id and never by position.</summary>
    /// <returns>How many records nobody had asked for.</returns>
    [MethodImpl(Compile.Once)]
    public static int Apply(CallResult result, IReadOnlyList<RemindFlowRecord> flows, List<RunFailure> failures)
    {
        var answered = new bool[flows.Count];
        Dictionary<string, int>? places = null; // made only where the service's order is not the call's
        int next = 0, known = 0, foreign = 0;
        foreach (RemindResponse.ResponseRecord? answer in result.Records)
        {
            int place = PlaceOf(answer?.FlowId);
            if (place < 0)
            {
                foreign++;
                continue;
            }

            next = place + 1;
            if (!answered[place])
            {
                answered[place] = true;
                known++;
                Apply(answer!, flows[place], result.RequestId);
            }
            else if (RemindMessage.Outcome(answer!.CanRemind, answer.RemindMessage) != flows[place].Outcome)
            {
                // Doubled, it counts once; where the second contradicts the first, neither is believed.
                flows[place].Outcome = RemindOutcome.Unknown;
            }
        }

        if (known < flows.Count)
        {
            RemindFlowRecord[] missing = flows.Where((_, place) => !answered[place]).ToArray();
            Settle(missing, new CallFault(ErrorId.RecordMissing, Then.Unknown, Texts.Get("RecordLeftOut"), null, result.RequestId), failures);
        }

        return foreign;

        int PlaceOf(string? id)
        {
            if (id is null) return -1;
            if (next < flows.Count && flows[next].FlowId == id) return next;
            places ??= Enumerable.Range(0, flows.Count).ToDictionary(place => flows[place].FlowId, StringComparer.Ordinal);
            return places.TryGetValue(id, out int place) ? place : -1;
        }
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
