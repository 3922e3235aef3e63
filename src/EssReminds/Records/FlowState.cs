namespace EssReminds.Records;

/// <summary>
/// The names of a contract's states, as in <see cref="EssFlow.Status"/>. A state that is not among them keeps the service's value.
/// </summary>
internal static class FlowState
{
    public const string NotStarted = nameof(NotStarted);
    public const string FillingIn = nameof(FillingIn);
    public const string FillInRejected = nameof(FillInRejected);
    public const string Waiting = nameof(Waiting);
    public const string PartlySigned = nameof(PartlySigned);
    public const string Signed = nameof(Signed);
    public const string Rejected = nameof(Rejected);
    public const string Expired = nameof(Expired);
    public const string Cancelled = nameof(Cancelled);
    public const string Void = nameof(Void);
    public const string Released = nameof(Released);

    /// <summary>Whether a signer can be due in this state; null for a state unknown to the module.</summary>
    public static bool? AwaitsSigners(string? state) => state switch
    {
        Waiting or PartlySigned => true,
        NotStarted or FillingIn or FillInRejected or Signed or Rejected or Expired or Cancelled or Void or Released => false,
        _ => null,
    };

    /// <summary>Whether anybody still has to sign or fill in.</summary>
    public static bool IsOpen(string? state) => state is Waiting or PartlySigned or FillingIn;
}
