using EssReminds.Protocol;
using EssReminds.Runs;

namespace EssReminds.Actions.Lookup;

/// <summary>What errors mean, and say, where nobody was to be reminded.</summary>
internal static class LookupErrors
{
    /// <summary>A limit that is used up for the day stays so for all later calls.</summary>
    public static readonly ErrorRule UsedUp = new(Remedy.EndRun, ErrorId.LimitExceeded, "LimitExceeded*", "OperationDenied.OutQueryLimit");

    /// <summary>DescribeFlowInfo fails like this for one id that is unknown or forbidden. It only reads, so nothing is in doubt.</summary>
    public static readonly ErrorRule BadId = new(Remedy.Halve, ErrorId.FlowNotFound, "FailedOperation");

    /// <summary>Of one call alone, unlike other limits.</summary>
    public static readonly ErrorRule TooManyIds = new(Remedy.Fail, ErrorId.LimitExceeded, "LimitExceeded.FlowIds");

    /// <summary>DescribeFlowDetailInfo fails like this for one id that is unknown; the second is as the service spells it.</summary>
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
