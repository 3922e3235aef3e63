using EssReminds.Protocol;
using EssReminds.Runs;

namespace EssReminds.Actions.Lookup;

/// <summary>Error codes and texts that differ for look-ups, which remind nobody.</summary>
internal static class LookupErrors
{
    /// <summary>A daily limit: once exhausted it fails every later call as well.</summary>
    public static readonly ErrorRule UsedUp = new(Remedy.EndRun, ErrorId.LimitExceeded, "LimitExceeded*", "OperationDenied.OutQueryLimit");

    /// <summary>DescribeFlowInfo fails with this for a single unknown or forbidden id. It only reads, so nothing is in doubt.</summary>
    public static readonly ErrorRule BadId = new(Remedy.Halve, ErrorId.FlowNotFound, "FailedOperation");

    /// <summary>Fails this call only, unlike the daily limits.</summary>
    public static readonly ErrorRule TooManyIds = new(Remedy.Fail, ErrorId.LimitExceeded, "LimitExceeded.FlowIds");

    /// <summary>DescribeFlowDetailInfo fails with these for a single unknown id; the second code is spelled as in the service.</summary>
    public static readonly ErrorRule BadBasicId =
        new(Remedy.Halve, ErrorId.FlowNotFound, "InvalidParameter.FlowIds", "InvalidParameter.fFowIds");

    public static readonly ErrorTexts Texts = new(
        (ErrorId.FlowNotFound, "LookupNotFound"),
        (ErrorId.FlowRefused, "LookupRefused"),
        (ErrorId.InvalidRequest, "LookupInvalid"),
        (ErrorId.UnknownParameter, "LookupParameter"),
        (ErrorId.RateLimited, "LookupRateLimited"),
        (ErrorId.LimitExceeded, "LookupLimitExceeded"),
        (ErrorId.CallRefused, "LookupCallRefused"),
        (ErrorId.ConnectionFailed, "LookupConnectionFailed"),
        (ErrorId.PermissionDenied, "LookupPermissionDenied"),
        (ErrorId.ServiceMismatch, "LookupMismatch"),
        (ErrorId.RefusedBeforeService, "LookupRefusedBefore"),
        (ErrorId.ServiceUnavailable, "LookupUnavailable"),
        (ErrorId.AllRefused, "LookupAllRefused"),
        ("RunEnded", "LookupEnded"));
}
