namespace EssReminds.Emulator;

/// <summary>Reminds the signers of flows by text message, once each (product essbasic).</summary>
internal static class ChannelCreateFlowReminds
{
    public static readonly ServiceAction Action = new ServiceAction<EssBasicFlowsRequest, RemindFlowsAnswer>(
        nameof(ChannelCreateFlowReminds), WireJson.Default.EssBasicFlowsRequest, WireJson.Default.EnvelopeRemindFlowsAnswer, Handle);

    private static Outcome<RemindFlowsAnswer> Handle(EssBasicFlowsRequest request, ServiceScope scope)
    {
        if (FlowIdRules.Check(request.FlowIds) is { } error) return error;
        Outcome<FlowReminder[]> reminders = scope.Book.Remind(request.FlowIds!, new ReminderTerms
        {
            Limit = 1,
            Types = FlowNotifyType.Sms,
            Unknown = ServiceErrors.InvalidFlowIdValue,
            Forbidden = ServiceErrors.NoViewPermission,
        });
        return reminders.Error is { } sunk ? sunk : RemindFlowsAnswer.Of(reminders.Value!);
    }
}
