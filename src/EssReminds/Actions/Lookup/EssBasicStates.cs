using System;
using System.Collections.Generic;
using EssReminds.Records;

namespace EssReminds.Actions.Lookup;

/// <summary>The states of the product essbasic, which are words (public API documentation, 2026-08).</summary>
internal static class EssBasicStates
{
    public static readonly StateNames<string> OfFlows = new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["INIT"] = FlowState.Waiting,
        ["PART"] = FlowState.PartlySigned,
        ["REJECT"] = FlowState.Rejected,
        ["ALL"] = FlowState.Signed,
        ["DEADLINE"] = FlowState.Expired,
        ["CANCEL"] = FlowState.Cancelled,
        ["INVALID"] = FlowState.Void,
        ["RELIEVED"] = FlowState.Released,
    });

    public static readonly StateNames<string> OfSigners = new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PENDING"] = SignerState.Due,
        ["FILLPENDING"] = SignerState.ToFillIn,
        ["FILLACCEPT"] = SignerState.FilledIn,
        ["FILLREJECT"] = SignerState.FillInRejected,
        ["WAITPICKUP"] = SignerState.NotYetDue,
        ["ACCEPT"] = SignerState.Signed,
        ["REJECT"] = SignerState.Rejected,
        ["DEADLINE"] = SignerState.Expired,
        ["CANCEL"] = SignerState.Cancelled,
        ["FORWARD"] = SignerState.HandedOver,
        ["STOP"] = SignerState.Ended,
        ["RELIEVED"] = SignerState.Released,
    });
}
