using System;

namespace EssReminds;

/// <summary>A signer of a contract. Its FlowId pipes into Send-EssFlowReminder; with an ApproverEmail it fits -RemindEmail.</summary>
public sealed class EssSigner
{
    internal EssSigner(string flowId) => FlowId = flowId;

    /// <summary>The contract's flow id.</summary>
    public string FlowId { get; }

    /// <summary>The signer's name, in clear.</summary>
    public string? Name { get; internal init; }

    /// <summary>Where the signer stands: Due, NotYetDue, Signed …; a state that is not known here keeps the service's word.</summary>
    public string? Status { get; internal init; }

    /// <summary>What -RemindEmail calls the signer by; null where the service names none.</summary>
    public string? SignId { get; internal init; }

    /// <summary>The place in the order of signing; signers with the same number sign side by side.</summary>
    public int? Order { get; internal init; }

    /// <summary>When the signer signed, in local time; null before that.</summary>
    public DateTime? SignedOn { get; internal init; }

    /// <summary>The mobile number, in clear.</summary>
    public string? Mobile { get; internal init; }

    /// <summary>The mobile number by its ends, as tables show it: <c>138****8000</c>.</summary>
    public string? MaskedMobile => Mask(Mobile);

    /// <summary>Whom the signer signs for; null for a person who signs for themselves.</summary>
    public string? OrganizationName { get; internal init; }

    /// <summary>SignId and status: neither name nor number, since texts end up in logs.</summary>
    public override string ToString() => Printable.Text((SignId ?? FlowId) + ": " + Status);

    // Of a short number the ends would be all there is.
    private static string? Mask(string? number) => number switch
    {
        null or "" => number,
        { Length: < 11 } => "****",
        _ => number.Substring(0, 3) + "****" + number.Substring(number.Length - 4),
    };
}
