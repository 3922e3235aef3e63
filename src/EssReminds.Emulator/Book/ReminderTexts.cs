using System;

namespace EssReminds.Emulator;

/// <summary>The pieces of a RemindMessage, as the service's samples show them.</summary>
internal static class ReminderTexts
{
    public static ReadOnlySpan<byte> Signer => "签署人 "u8;

    public static ReadOnlySpan<byte> AfterName => ": "u8;

    public static ReadOnlySpan<byte> After(SignerOutcome outcome) => outcome switch
    {
        SignerOutcome.Reminded => "催办成功；"u8,
        SignerOutcome.RemindedBefore => "此签署人已催办过；"u8,
        SignerOutcome.TooOften => "超过次数限制；"u8,
        _ => "无需催办；"u8,
    };
}
