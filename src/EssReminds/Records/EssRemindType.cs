namespace EssReminds;

/// <summary>A means of reminding a signer.</summary>
public enum EssRemindType
{
    /// <summary>A text message to the signer's mobile phone. <c>SMS</c> on the wire.</summary>
    Sms,

    /// <summary>A mail to the signer's address. <c>EMAIL</c> on the wire.</summary>
    Email,
}
