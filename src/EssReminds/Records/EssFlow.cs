using System;
using System.Collections.Generic;
using System.Linq;
using EssReminds.Records;

namespace EssReminds;

/// <summary>A contract as the service knows it: Get-EssFlow returns one for each distinct id.</summary>
public sealed class EssFlow : IItemRecord
{
    private bool _found;
    private CallError? _error;

    internal EssFlow(string flowId) => FlowId = flowId;

    /// <summary>The flow's id as it was given, trimmed; Send-EssFlowReminder accepts it from the pipeline.</summary>
    public string FlowId { get; }

    /// <summary>The contract's title.</summary>
    public string? Name { get; internal set; }

    /// <summary>
    /// The contract's state: Waiting, PartlySigned, Signed …; for a state unknown to the module, the service's own value.
    /// </summary>
    public string? Status { get; internal set; }

    /// <summary>
    /// Whether a reminder can reach anybody: with Signers, whether one of them is due to sign; otherwise whether the contract is waiting
    /// for signatures. Null where the service uses a state that the module does not know.
    /// </summary>
    public bool? CanRemind
    {
        get
        {
            bool? awaitsSigners = FlowState.AwaitsSigners(Status);
            if (Signers is null || !(awaitsSigners == true || FlowState.IsOpen(Status))) return awaitsSigners;
            if (Signers.Any(signer => SignerState.IsDue(signer.Status) == true)) return true;
            return Signers.All(signer => SignerState.IsDue(signer.Status) == false) ? false : null;
        }
    }

    /// <summary>The signing deadline, in local time; null where the service gives none.</summary>
    public DateTime? Deadline { get; internal set; }

    /// <summary>When it was created, in local time; null where the service gives no time.</summary>
    public DateTime? CreatedOn { get; internal set; }

    /// <summary>The user id of its creator.</summary>
    public string? Creator { get; internal set; }

    /// <summary>Why it was rejected or cancelled; null where the service gives no reason.</summary>
    public string? StatusMessage { get; internal set; }

    /// <summary>The template that it was created from; null where the service names none.</summary>
    public string? TemplateId { get; internal set; }

    /// <summary>Its signers; null without -IncludeSigner, and for a contract that is no longer open.</summary>
    public IReadOnlyList<EssSigner>? Signers { get; internal set; }

    /// <summary>Id and status, made safe for a terminal.</summary>
    public override string ToString() => Printable.Text(FlowId + ": " + Status);

    /// <summary>Marks the flow as answered by the service.</summary>
    internal void Found() => (_found, _error) = (true, null);

    string IItemRecord.Id => FlowId;

    bool IItemRecord.IsInDoubt => false;

    bool IItemRecord.MayBeSent => true;

    bool IItemRecord.IsReminder => false;

    ItemHistory? IItemRecord.History => null;

    bool IItemRecord.HasResult => _found && _error is null;

    string? IItemRecord.ErrorId { get; set; }

    string? IItemRecord.ErrorCode => _error?.Code;

    string? IItemRecord.ErrorMessage => _error?.Message;

    string? IItemRecord.RequestId => _error?.RequestId;

    void IItemRecord.Fail(string errorId, string code, string message, string? requestId, bool inDoubt)
    {
        ((IItemRecord)this).ErrorId = errorId;
        _error = new CallError(code, message, requestId);
    }

    private sealed record CallError(string Code, string Message, string? RequestId);
}
