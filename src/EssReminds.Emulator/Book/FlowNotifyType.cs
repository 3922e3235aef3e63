using System;

namespace EssReminds.Emulator;

/// <summary>The means by which the signers of a flow can be reminded.</summary>
[Flags]
public enum FlowNotifyType
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Text messages.</summary>
    Sms = 1,

    /// <summary>Mails.</summary>
    Email = 2,

    /// <summary>Both.</summary>
    All = Sms | Email,
}
