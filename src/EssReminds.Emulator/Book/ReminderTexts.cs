using System;
using System.Runtime.CompilerServices;

namespace EssReminds.Emulator;

/// <summary>The texts for signers' outcomes, as in the samples of the service's documentation.</summary>
internal static class ReminderTexts
{
    public static string Message(FlowReminder reminder)
    {
        // The only text that the samples show without a signer.
        if (Array.TrueForAll(reminder.Outcomes, outcome => outcome == SignerOutcome.RemindedToday)) return Of(SignerOutcome.RemindedToday);
        BookedSigner[] signers = reminder.Flow.Signers;
        var message = new DefaultInterpolatedStringHandler(signers.Length * 16, 0);
        for (int n = 0; n < signers.Length; n++)
        {
            message.AppendLiteral("签署人 ");
            message.AppendLiteral(signers[n].Name);
            message.AppendLiteral(": ");
            message.AppendLiteral(Of(reminder.Outcomes[n]));
            message.AppendLiteral("；");
        }

        return message.ToStringAndClear();
    }

    public static string Of(SignerOutcome outcome) => outcome switch
    {
        SignerOutcome.Reminded => "催办成功",
        SignerOutcome.RemindedBefore => "此签署人已催办过",
        SignerOutcome.TooOften => "超过次数限制",
        SignerOutcome.RemindedToday => "今天已经催办过了",
        SignerOutcome.NotNeeded => "无需催办",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
