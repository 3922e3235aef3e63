namespace EssReminds.Records;

/// <summary>
/// The names of a signer's states, as in <see cref="EssSigner.Status"/>. A state that is not among them keeps the service's value.
/// </summary>
internal static class SignerState
{
    public const string NotStarted = nameof(NotStarted);
    public const string NotYetDue = nameof(NotYetDue);
    public const string Due = nameof(Due);
    public const string Signed = nameof(Signed);
    public const string Rejected = nameof(Rejected);
    public const string Expired = nameof(Expired);
    public const string Cancelled = nameof(Cancelled);
    public const string ToFillIn = nameof(ToFillIn);
    public const string FilledIn = nameof(FilledIn);
    public const string FillInRejected = nameof(FillInRejected);
    public const string Ended = nameof(Ended);
    public const string Released = nameof(Released);
    public const string HandedOver = nameof(HandedOver);

    /// <summary>Whether the signer is to sign now; null for a state unknown to the module.</summary>
    public static bool? IsDue(string? state) => state switch
    {
        Due => true,
        NotStarted or NotYetDue or Signed or Rejected or Expired or Cancelled or ToFillIn or FilledIn or FillInRejected
            or Ended or Released or HandedOver => false,
        _ => null,
    };
}
