using System.Globalization;

namespace EssReminds.Emulator;

/// <summary>The product essbasic's words for states; it distinguishes fewer than ess has numbers.</summary>
internal static class StateWords
{
    public static string Of(FlowStatus status) => status switch
    {
        FlowStatus.NotStarted or FlowStatus.NotStartedToFillIn or FlowStatus.ToFillIn or FlowStatus.PartlyFilledIn => "INIT",
        FlowStatus.Waiting => "INIT",
        FlowStatus.Partly => "PART",
        FlowStatus.Rejected or FlowStatus.FillingInRefused => "REJECT",
        FlowStatus.Signed => "ALL",
        FlowStatus.Expired => "DEADLINE",
        FlowStatus.Cancelled => "CANCEL",
        FlowStatus.Void => "INVALID",
        FlowStatus.Released => "RELIEVED",
        _ => Undocumented((int)status),
    };

    public static string Of(SignerState state) => state switch
    {
        SignerState.NotStarted or SignerState.NotYet or SignerState.NotPreStarted => "WAITPICKUP",
        SignerState.Waiting => "PENDING",
        SignerState.Signed => "ACCEPT",
        SignerState.Rejected => "REJECT",
        SignerState.Expired => "DEADLINE",
        SignerState.Cancelled => "CANCEL",
        SignerState.ToFillIn => "FILLPENDING",
        SignerState.FilledIn => "FILLACCEPT",
        SignerState.Ended => "STOP",
        SignerState.Released => "RELIEVED",
        SignerState.HandedOver => "FORWARD",
        _ => Undocumented((int)state),
    };

    private static string Undocumented(int number) => "STATE" + number.ToString(CultureInfo.InvariantCulture);
}
