using System;
using System.Collections.Generic;
using System.Linq;
using EssReminds.Records;

namespace EssReminds;

/// <summary>A contract as the service knows it: what Get-EssFlow puts on the pipeline, one for each distinct id.</summary>
public sealed class EssFlow : IItemRecord
{
    private bool _found;
    private CallError? _error;

    internal EssFlow(string flowId) => FlowId = flowId;

    /// <summary>The flow's id as it was given, without blanks around it; Send-EssFlowReminder takes it from the pipeline.</summary>
    public string FlowId { get; }

    /// <summary>The contract's title.</summary>
    public string? Name { get; internal set; }

    /// <summary>Where the contract stands: Waiting, PartlySigned, Signed …; an unknown state keeps the service's word.</summary>
    public string? Status { get; internal set; }

    /// <summary>
    /// Whether a reminder can reach anybody: with Signers, whether one of them is due to sign; else whether the contract waits for
    /// signatures. Null where the service uses a state that the module does not know.
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

    /// <summary>Until when it can be signed, in local time; null where the service names no time.</summary>
    public DateTime? Deadline { get; internal set; }

    /// <summary>When it was made, in local time; null where the service names no time.</summary>
    public DateTime? CreatedOn { get; internal set; }

    /// <summary>The user id of whoever made it.</summary>
    public string? Creator { get; internal set; }

    /// <summary>Why it was rejected or cancelled; null where the service says nothing.</summary>
    public string? StatusMessage { get; internal set; }

    /// <summary>The template that it was made from; null where the service names none.</summary>
    public string? TemplateId { get; internal set; }

    /// <summary>Its signers; null without -IncludeSigner, and where the contract is no longer open.</summary>
    public IReadOnlyList<EssSigner>? Signers { get; internal set; }

    /// <summary>Id and status, for people: without anything that could act on a terminal.</summary>
    public override string ToString() => Printable.Text(FlowId + ": " + Status);

    /// <summary>The service has answered what stands here.</summary>
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
