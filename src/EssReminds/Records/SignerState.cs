namespace EssReminds.Records;

/// <summary>Where a signer stands: the words of <see cref="EssSigner.Status"/>. Others keep the service's own word.</summary>
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

    /// <summary>Whether the signer is to sign now; null where the word is none of ours.</summary>
    public static bool? IsDue(string? state) => state switch
    {
        Due => true,
        NotStarted or NotYetDue or Signed or Rejected or Expired or Cancelled or ToFillIn or FilledIn or FillInRejected
            or Ended or Released or HandedOver => false,
        _ => null,
    };
}
