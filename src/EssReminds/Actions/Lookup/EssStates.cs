using System.Collections.Generic;
using EssReminds.Records;

namespace EssReminds.Actions.Lookup;

/// <summary>The states of the product ess, which are numbers (public API documentation, 2026-08).</summary>
internal static class EssStates
{
    public static readonly StateNames<int> OfFlows = new(new Dictionary<int, string>
    {
        [0] = FlowState.NotStarted,
        [1] = FlowState.Waiting,
        [2] = FlowState.PartlySigned,
        [3] = FlowState.Rejected,
        [4] = FlowState.Signed,
        [5] = FlowState.Expired,
        [6] = FlowState.Cancelled,
        [7] = FlowState.NotStarted, // with fields to be filled in first
        [8] = FlowState.FillingIn,
        [9] = FlowState.FillingIn, // partly filled in
        [10] = FlowState.FillInRejected,
        [16] = FlowState.Void,
        [21] = FlowState.Released,
    });

    public static readonly StateNames<int> OfSigners = new(new Dictionary<int, string>
    {
        [0] = SignerState.NotStarted,
        [1] = SignerState.NotYetDue,
        [2] = SignerState.Due,
        [3] = SignerState.Signed,
        [4] = SignerState.Rejected,
        [5] = SignerState.Expired,
        [6] = SignerState.Cancelled,
        [7] = SignerState.NotStarted, // not pre-started
        [8] = SignerState.ToFillIn,
        [9] = SignerState.Ended,
        [10] = SignerState.FilledIn,
        [15] = SignerState.Released,
        [19] = SignerState.HandedOver,
    });
}
