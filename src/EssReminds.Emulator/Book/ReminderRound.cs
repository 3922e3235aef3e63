using System;

namespace EssReminds.Emulator;

/// <summary>One call's walk over its flows: decides signer by signer, writes the records and adds up.</summary>
internal struct ReminderRound(int limit, ReminderCall call, AnswerBuffer answer)
{
    public int FirstRemindedFlows;
    public int Reminders;
    public int Texts;
    public int Mails;

    public void Remind(ReadOnlySpan<byte> id, ref FlowTable.Entry entry)
    {
        bool anew = entry.First + entry.Second == 0;
        bool canRemind = false, reminded = false;
        answer.StartMessage();
        for (int n = 0; n < GeneratedSigners.Count(entry.Hash); n++)
        {
            ref byte count = ref n == 0 ? ref entry.First : ref entry.Second;
            // Making a SignId costs more than all the rest, and few calls ask for one.
            FlowNotifyType ways = Ways(FlowNotifyType.Sms, call.HasEmails ? GeneratedSigners.SignId(entry.Hash, n) : "");
            SignerOutcome outcome = Decide(ways, count);
            if (outcome == SignerOutcome.Reminded)
            {
                Count(ways);
                if (count < byte.MaxValue) count++;
                reminded = true;
            }

            canRemind |= outcome is SignerOutcome.Reminded or SignerOutcome.RemindedBefore;
            answer.AddToMessage(GeneratedSigners.EncodedName(entry.Hash, n), outcome);
        }

        if (anew && reminded) FirstRemindedFlows++;
        answer.EndRecord(id, canRemind);
    }

    public void Remind(ReadOnlySpan<byte> id, BookedFlow booked)
    {
        if (booked.Flow.Record is { } record)
        {
            answer.AddRecord(id, record);
            return;
        }

        bool anew = !Array.Exists(booked.Signers, s => s.Count > 0);
        bool canRemind = false, reminded = false;
        answer.StartMessage();
        foreach (BookedFlow.Signer signer in booked.Signers)
        {
            FlowNotifyType ways = booked.Open && signer.Waiting ? Ways(booked.Flow.NotifyType, signer.SignId) : FlowNotifyType.None;
            SignerOutcome outcome = Decide(ways, signer.RemindedBefore + signer.Count);
            if (outcome == SignerOutcome.Reminded)
            {
                Count(ways);
                signer.Count++;
                reminded = true;
            }

            canRemind |= outcome is SignerOutcome.Reminded or SignerOutcome.RemindedBefore;
            answer.AddToMessage(signer.EncodedName, outcome);
        }

        if (anew && reminded) FirstRemindedFlows++;
        answer.EndRecord(id, canRemind);
    }

    private readonly FlowNotifyType Ways(FlowNotifyType notifyType, string signId)
    {
        FlowNotifyType ways = call.RemindTypes == FlowNotifyType.None ? notifyType : notifyType & call.RemindTypes;
        return call.HasEmails && call.Emails.ContainsKey(signId) ? ways | FlowNotifyType.Email : ways;
    }

    private readonly SignerOutcome Decide(FlowNotifyType ways, int reminded)
    {
        if (ways == FlowNotifyType.None) return SignerOutcome.NotNeeded;
        if (reminded < limit) return SignerOutcome.Reminded;
        return limit == 1 ? SignerOutcome.RemindedBefore : SignerOutcome.TooOften;
    }

    private void Count(FlowNotifyType ways)
    {
        Reminders++;
        if ((ways & FlowNotifyType.Sms) != 0) Texts++;
        if ((ways & FlowNotifyType.Email) != 0) Mails++;
    }
}
