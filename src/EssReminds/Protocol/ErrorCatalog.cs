using System;
using System.Collections.Generic;

namespace EssReminds.Protocol;

/// <summary>What a client may do after a call failed.</summary>
internal enum Then
{
    /// <summary>Surely not carried out, and passing: slow down, sign anew, send again.</summary>
    SendAgain,

    /// <summary>Surely not carried out: once more with the server's time.</summary>
    CorrectClock,

    /// <summary>Surely not carried out: once more with a fresh temporary key.</summary>
    RenewKey,

    /// <summary>Surely not carried out; one id may have sunk its neighbours: halve the batch until the culprits stand alone.</summary>
    Halve,

    /// <summary>Surely not carried out: this call failed, others may work.</summary>
    Fail,

    /// <summary>Surely not carried out, and nothing later can work.</summary>
    EndRun,

    /// <summary>Perhaps carried out: sending again may remind people twice.</summary>
    Unknown,
}

/// <summary>What one kind of error code means.</summary>
internal sealed class ErrorRule
{
    public ErrorRule(string code, Then then, string errorId) => (Code, Then, ErrorId) = (code, then, errorId);

    /// <summary>A code of the service, or the beginning of several where it ends with an asterisk.</summary>
    public string Code { get; }

    public Then Then { get; }

    public string ErrorId { get; }

    public bool Covers(string code) => Code.EndsWith("*", StringComparison.Ordinal)
        ? code.StartsWith(Code.Substring(0, Code.Length - 1), StringComparison.Ordinal)
        : code == Code;
}

/// <summary>
/// The service's error codes and what each allows; the first rule that covers a code holds. The facts are those of the
/// public error code pages of CreateFlowReminds and of Tencent Cloud's API 3.0.
/// </summary>
internal static class ErrorCatalog
{
    public static readonly IReadOnlyList<ErrorRule> Rules =
    [
        new("RequestLimitExceeded*", Then.SendAgain, ErrorId.RateLimited),
        new("FailedOperation.RequestLimitExceeded", Then.SendAgain, ErrorId.RateLimited),

        new("AuthFailure.SignatureExpire", Then.CorrectClock, ErrorId.ClockSkewed),
        new("AuthFailure.TokenFailure", Then.RenewKey, ErrorId.TokenExpired),
        new("AuthFailure*", Then.EndRun, ErrorId.AuthenticationFailed),
        new("UnauthorizedOperation*", Then.EndRun, ErrorId.PermissionDenied),
        new("OperationDenied.WhiteListForbid", Then.EndRun, ErrorId.PermissionDenied),
        new("OperationDenied.NoApiAuth", Then.EndRun, ErrorId.PermissionDenied),
        new("OperationDenied.OperatorHasNoPermission", Then.EndRun, ErrorId.PermissionDenied),
        new("OperationDenied.UserNotInOrganization", Then.EndRun, ErrorId.PermissionDenied),
        // The operator is the same in every call: halving would find all ids guilty, two calls an id.
        new("InvalidParameter.InvalidOperatorId", Then.EndRun, ErrorId.PermissionDenied),
        new("IpInBlacklist", Then.EndRun, ErrorId.AddressDenied),
        new("IpNotInWhitelist", Then.EndRun, ErrorId.AddressDenied),
        new("InvalidAction", Then.EndRun, ErrorId.ServiceMismatch),
        new("NoSuchVersion", Then.EndRun, ErrorId.ServiceMismatch),
        new("NoSuchProduct", Then.EndRun, ErrorId.ServiceMismatch),
        new("ActionOffline", Then.EndRun, ErrorId.ServiceMismatch),
        new("UnsupportedRegion", Then.EndRun, ErrorId.ServiceMismatch),
        new("UnsupportedProtocol", Then.EndRun, ErrorId.ServiceMismatch),

        new("ResourceNotFound*", Then.Halve, ErrorId.FlowNotFound),
        new("InvalidParameter*", Then.Halve, ErrorId.InvalidRequest),
        new("MissingParameter.FlowId", Then.Halve, ErrorId.InvalidRequest),
        new("OperationDenied.NoIdentityVerify", Then.Halve, ErrorId.FlowRefused),
        new("OperationDenied.NoFlowPermission", Then.Halve, ErrorId.FlowRefused),
        new("OperationDenied.FlowStatusForbid", Then.Halve, ErrorId.FlowRefused),
        new("OperationDenied.FlowHasTerminated", Then.Halve, ErrorId.FlowRefused),
        new("OperationDenied.Forbid", Then.Halve, ErrorId.FlowRefused),
        new("OperationDenied", Then.Halve, ErrorId.FlowRefused),

        new("LimitExceeded*", Then.Fail, ErrorId.LimitExceeded),
        new("ResourceInsufficient*", Then.Fail, ErrorId.LimitExceeded),
        new("RequestSizeLimitExceeded", Then.Fail, ErrorId.LimitExceeded),
        new("UnsupportedOperation", Then.Fail, ErrorId.CallRefused),
        new("UnknownParameter", Then.Fail, ErrorId.UnknownParameter),

        // FailedOperation, InternalError*, ServiceUnavailable, ResourceUnavailable, and whatever is not known yet
        new("*", Then.Unknown, ErrorId.OutcomeUnknown),
    ];

    public static ErrorRule Find(string code)
    {
        foreach (ErrorRule rule in Rules)
            if (rule.Covers(code)) return rule;

        throw new InvalidOperationException("The last rule covers every code.");
    }
}
