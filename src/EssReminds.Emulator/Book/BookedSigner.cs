using System;

namespace EssReminds.Emulator;

/// <summary>A signer in the book, with their reminders.</summary>
internal sealed class BookedSigner(FlowSigner description, ulong flowHash, int order)
{
    private DateTimeOffset[] _reminders = [];

    public FlowSigner Description => description;

    public string Name => description.Name;

    // Generated on demand: it costs more than the rest of a reminder, and few calls need it.
    public string SignId => description.SignId ?? GeneratedSigners.SignId(flowHash, order);

    public string Mobile => description.Mobile ?? GeneratedSigners.Mobile(flowHash, order);

    public SignerState State => description.State;

    public int Order => order;

    /// <summary>The times of the signer's reminders since the emulator started.</summary>
    public ReadOnlySpan<DateTimeOffset> Reminders => _reminders;

    /// <summary>The number of reminders since the emulator started.</summary>
    public int Count => _reminders.Length;

    /// <summary>Reminds the signer, or says why not.</summary>
    public SignerOutcome Remind(FlowNotifyType ways, ReminderTerms terms, DateTimeOffset now)
    {
        if (ways == FlowNotifyType.None) return SignerOutcome.NotNeeded;
        bool tooOften = description.RemindedBefore + Count >= terms.Limit;
        if (tooOften) return terms.Limit == 1 ? SignerOutcome.RemindedBefore : SignerOutcome.TooOften;
        if (terms.LimitOfADay > 0 && CountOn(ChinaDay.Of(now)) >= terms.LimitOfADay) return SignerOutcome.RemindedToday;
        _reminders = [.. _reminders, now];
        return SignerOutcome.Reminded;
    }

    private int CountOn(DateOnly day)
    {
        int count = 0;
        foreach (DateTimeOffset reminder in _reminders) count += ChinaDay.Of(reminder) == day ? 1 : 0;
        return count;
    }
}
