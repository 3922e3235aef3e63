using System;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>The answer of both products' actions that remind flows.</summary>
internal sealed record RemindFlowsAnswer(IReadOnlyList<RemindFlowsAnswer.Record> RemindFlowRecords) : ServiceAnswer
{
    public static RemindFlowsAnswer Of(FlowReminder[] reminders) => new(Array.ConvertAll(reminders, Of));

    private static Record Of(FlowReminder reminder) => reminder.Flow.Description.Record is { } given
        ? new Record(given.CanRemind, reminder.Flow.FlowId, given.RemindMessage)
        : new Record(
            Array.Exists(reminder.Outcomes, outcome => outcome is SignerOutcome.Reminded or SignerOutcome.RemindedBefore),
            reminder.Flow.FlowId,
            ReminderTexts.Message(reminder));

    internal sealed record Record(bool CanRemind, string FlowId, string RemindMessage);
}
