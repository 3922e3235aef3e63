using System;
using System.Collections.Generic;

namespace EssReminds.Protocol;

/// <summary>What one kind of error code means.</summary>
internal sealed class ErrorRule
{
    public ErrorRule(string code, Remedy remedy, string errorId) => (Code, Remedy, ErrorId) = (code, remedy, errorId);

    /// <summary>A code of the service, or the beginning of several where it ends with an asterisk.</summary>
    public string Code { get; }

    public Remedy Remedy { get; }

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
        new("RequestLimitExceeded*", Remedy.SendAgain, ErrorId.RateLimited),
        new("FailedOperation.RequestLimitExceeded", Remedy.SendAgain, ErrorId.RateLimited),

        new("AuthFailure.SignatureExpire", Remedy.CorrectClock, ErrorId.ClockSkewed),
        new("AuthFailure.TokenFailure", Remedy.RenewKey, ErrorId.TokenExpired),
        new("AuthFailure*", Remedy.EndRun, ErrorId.AuthenticationFailed),
        new("UnauthorizedOperation*", Remedy.EndRun, ErrorId.PermissionDenied),
        new("OperationDenied.WhiteListForbid", Remedy.EndRun, ErrorId.PermissionDenied),
        new("OperationDenied.NoApiAuth", Remedy.EndRun, ErrorId.PermissionDenied),
        new("OperationDenied.OperatorHasNoPermission", Remedy.EndRun, ErrorId.PermissionDenied),
        new("OperationDenied.UserNotInOrganization", Remedy.EndRun, ErrorId.PermissionDenied),
        // The operator is the same in every call: halving would find all ids guilty, two calls an id.
        new("InvalidParameter.InvalidOperatorId", Remedy.EndRun, ErrorId.PermissionDenied),
        new("IpInBlacklist", Remedy.EndRun, ErrorId.AddressDenied),
        new("IpNotInWhitelist", Remedy.EndRun, ErrorId.AddressDenied),
        new("InvalidAction", Remedy.EndRun, ErrorId.ServiceMismatch),
        new("NoSuchVersion", Remedy.EndRun, ErrorId.ServiceMismatch),
        new("NoSuchProduct", Remedy.EndRun, ErrorId.ServiceMismatch),
        new("ActionOffline", Remedy.EndRun, ErrorId.ServiceMismatch),
        new("UnsupportedRegion", Remedy.EndRun, ErrorId.ServiceMismatch),
        new("UnsupportedProtocol", Remedy.EndRun, ErrorId.ServiceMismatch),

        new("ResourceNotFound*", Remedy.Halve, ErrorId.FlowNotFound),
        new("InvalidParameter*", Remedy.Halve, ErrorId.InvalidRequest),
        new("MissingParameter.FlowId", Remedy.Halve, ErrorId.InvalidRequest),
        new("OperationDenied.NoIdentityVerify", Remedy.Halve, ErrorId.FlowRefused),
        new("OperationDenied.NoFlowPermission", Remedy.Halve, ErrorId.FlowRefused),
        new("OperationDenied.FlowStatusForbid", Remedy.Halve, ErrorId.FlowRefused),
        new("OperationDenied.FlowHasTerminated", Remedy.Halve, ErrorId.FlowRefused),
        new("OperationDenied.Forbid", Remedy.Halve, ErrorId.FlowRefused),
        new("OperationDenied", Remedy.Halve, ErrorId.FlowRefused),

        new("LimitExceeded*", Remedy.Fail, ErrorId.LimitExceeded),
        new("ResourceInsufficient*", Remedy.Fail, ErrorId.LimitExceeded),
        new("RequestSizeLimitExceeded", Remedy.Fail, ErrorId.LimitExceeded),
        new("UnsupportedOperation", Remedy.Fail, ErrorId.CallRefused),
        new("UnknownParameter", Remedy.Fail, ErrorId.UnknownParameter),

        // FailedOperation, InternalError*, ServiceUnavailable, ResourceUnavailable, and whatever is not known yet
        new("*", Remedy.Unknown, ErrorId.OutcomeUnknown),
    ];

    public static ErrorRule Find(string code)
    {
        foreach (ErrorRule rule in Rules)
            if (rule.Covers(code)) return rule;

        throw new InvalidOperationException("The last rule covers every code.");
    }
}
