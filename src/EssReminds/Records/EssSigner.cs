using System;

namespace EssReminds;

/// <summary>
/// A signer of a contract. Pipes into Send-EssFlowReminder by its FlowId; with an ApproverEmail added it is an entry for -RemindEmail.
/// </summary>
public sealed class EssSigner
{
    internal EssSigner(string flowId) => FlowId = flowId;

    /// <summary>The contract's flow id.</summary>
    public string FlowId { get; }

    /// <summary>The signer's name, unmasked.</summary>
    public string? Name { get; internal init; }

    /// <summary>The signer's state: Due, NotYetDue, Signed …; for a state unknown to the module, the service's own value.</summary>
    public string? Status { get; internal init; }

    /// <summary>The id of the signer for -RemindEmail; null where the service gives none.</summary>
    public string? SignId { get; internal init; }

    /// <summary>The position in the signing order; signers with the same number sign in parallel.</summary>
    public int? Order { get; internal init; }

    /// <summary>When the signer signed, in local time; null before that.</summary>
    public DateTime? SignedOn { get; internal init; }

    /// <summary>The mobile number, unmasked.</summary>
    public string? Mobile { get; internal init; }

    /// <summary>The masked mobile number that tables show: <c>138****8000</c>.</summary>
    public string? MaskedMobile => Mask(Mobile);

    /// <summary>The organization that the signer signs for; null for a private person.</summary>
    public string? OrganizationName { get; internal init; }

    /// <summary>SignId and status; no name or number, since such texts end up in logs.</summary>
    public override string ToString() => Printable.Text((SignId ?? FlowId) + ": " + Status);

    // The first three and last four digits of a short number would be nearly all of it.
    private static string? Mask(string? number) => number switch
    {
        null or "" => number,
        { Length: < 11 } => "****",
        _ => number.Substring(0, 3) + "****" + number.Substring(number.Length - 4),
    };
}
