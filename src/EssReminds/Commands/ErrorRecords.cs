using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace EssReminds.Commands;

/// <summary>Converts exceptions to PowerShell error records: id, category, target object and recommended action.</summary>
internal static class ErrorRecords
{
    private static readonly Dictionary<string, ErrorCategory> Categories = new(StringComparer.Ordinal)
    {
        [ErrorId.FlowIdMissing] = ErrorCategory.InvalidArgument,
        [ErrorId.FlowGroupIdMissing] = ErrorCategory.InvalidArgument,
        [ErrorId.InvalidFlowId] = ErrorCategory.InvalidData,
        [ErrorId.FlowNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorId.FlowRefused] = ErrorCategory.InvalidOperation,
        [ErrorId.InvalidRequest] = ErrorCategory.InvalidArgument,
        [ErrorId.UnknownParameter] = ErrorCategory.NotImplemented,
        [ErrorId.RateLimited] = ErrorCategory.LimitsExceeded,
        [ErrorId.ConnectionFailed] = ErrorCategory.ConnectionError,
        [ErrorId.LimitExceeded] = ErrorCategory.QuotaExceeded,
        [ErrorId.CallRefused] = ErrorCategory.InvalidOperation,
        [ErrorId.OutcomeUnknown] = ErrorCategory.InvalidResult,
        [ErrorId.LookupFailed] = ErrorCategory.InvalidResult,
        [ErrorId.RecordMissing] = ErrorCategory.InvalidResult,
        [ErrorId.NotSent] = ErrorCategory.OperationStopped,
        [ErrorId.StillUnknown] = ErrorCategory.InvalidResult,
        [ErrorId.RecordsContradict] = ErrorCategory.InvalidResult,
        [ErrorId.RefusedBeforeService] = ErrorCategory.ConnectionError,
        [ErrorId.ServiceUnavailable] = ErrorCategory.ResourceUnavailable,
        [ErrorId.AllRefused] = ErrorCategory.InvalidArgument,
        [ErrorId.AuthenticationFailed] = ErrorCategory.AuthenticationError,
        [ErrorId.PermissionDenied] = ErrorCategory.PermissionDenied,
        [ErrorId.AccountNotReady] = ErrorCategory.ResourceUnavailable,
        [ErrorId.ClockSkewed] = ErrorCategory.AuthenticationError,
        [ErrorId.TokenExpired] = ErrorCategory.AuthenticationError,
        [ErrorId.ServiceMismatch] = ErrorCategory.NotImplemented,
        [ErrorId.AddressDenied] = ErrorCategory.SecurityError,
        [ErrorId.NotConnected] = ErrorCategory.ConnectionError,
        [ErrorId.Disconnected] = ErrorCategory.ConnectionError,
        [ErrorId.OperatorMissing] = ErrorCategory.InvalidArgument,
        [ErrorId.CallerIncomplete] = ErrorCategory.InvalidArgument,
        [ErrorId.CallerAmbiguous] = ErrorCategory.InvalidArgument,
        [ErrorId.IdentifierInvalid] = ErrorCategory.InvalidArgument,
        [ErrorId.IdentifierTooLong] = ErrorCategory.InvalidArgument,
        [ErrorId.EndpointNotHttps] = ErrorCategory.SecurityError,
        [ErrorId.EndpointInvalid] = ErrorCategory.InvalidArgument,
        [ErrorId.ProxyInvalid] = ErrorCategory.InvalidArgument,
        [ErrorId.CredentialMissing] = ErrorCategory.AuthenticationError,
        [ErrorId.CredentialInvalid] = ErrorCategory.InvalidArgument,
        [ErrorId.CredentialSourceBroken] = ErrorCategory.InvalidData,
        [ErrorId.ProfileNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorId.ProfileExpired] = ErrorCategory.AuthenticationError,
        [ErrorId.AssumeRoleUnsupported] = ErrorCategory.NotImplemented,
        [ErrorId.InstanceRoleUnavailable] = ErrorCategory.ResourceUnavailable,
        [ErrorId.EnvironmentInvalid] = ErrorCategory.InvalidArgument,
        [ErrorId.VerificationFailed] = ErrorCategory.ConnectionError,
        [ErrorId.RemindEmailInvalid] = ErrorCategory.InvalidArgument,
        [ErrorId.NotInProduct] = ErrorCategory.NotImplemented,
        [ErrorId.CheckpointDamaged] = ErrorCategory.InvalidData,
        [ErrorId.CheckpointForeign] = ErrorCategory.InvalidArgument,
        [ErrorId.CheckpointInUse] = ErrorCategory.ResourceBusy,
        [ErrorId.CheckpointNotWritable] = ErrorCategory.WriteError,
        [ErrorId.UnknownInCheckpoint] = ErrorCategory.InvalidResult,
        [ErrorId.NotInDoubt] = ErrorCategory.InvalidOperation,
        [ErrorId.CheckpointNotReadable] = ErrorCategory.ReadError,
    };

    /// <summary>The category of each error id.</summary>
    internal static IReadOnlyDictionary<string, ErrorCategory> All => Categories;

    /// <summary>An error record whose target object is the ids concerned.</summary>
    public static ErrorRecord Of(EssException exception) => Of(exception, exception.Ids.ToArray());

    public static ErrorRecord Of(EssException exception, object? target)
    {
        var record = new ErrorRecord(exception, exception.ErrorId, Categories[exception.ErrorId], target);
        if ((Texts.Action(exception.Text) ?? Texts.Action(exception.ErrorId)) is { } action)
            record.ErrorDetails = new ErrorDetails(Printable.Text(exception.Message)) { RecommendedAction = action };
        return record;
    }
}
