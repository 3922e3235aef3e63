using System;
using System.Collections.Generic;
using System.Linq;

namespace EssReminds.Protocol;

/// <summary>What to do about a set of error codes.</summary>
internal sealed class ErrorRule
{
    public ErrorRule(Remedy remedy, string errorId, params string[] codes) => (Remedy, ErrorId, Codes) = (remedy, errorId, codes);

    public Remedy Remedy { get; }

    public string ErrorId { get; }

    /// <summary>
    /// The service's codes; one that ends with an asterisk is a prefix, and stands for all codes that begin with it and are not listed
    /// elsewhere.
    /// </summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>Whether the rule applies to a code.</summary>
    public bool Covers(string code)
    {
        foreach (string each in Codes)
        {
            bool isStart = each.EndsWith("*", StringComparison.Ordinal);
            if (isStart ? code.StartsWith(each.Substring(0, each.Length - 1), StringComparison.Ordinal) : code == each) return true;
        }

        return false;
    }

    public CarriedOut CarriedOut => Remedy == Remedy.Unknown ? CarriedOut.InDoubt : CarriedOut.No;
}

/// <summary>
/// The service's error codes and what may be done after each, classified one by one by the description on its public error code pages
/// (and those of Tencent Cloud's API 3.0): a call refused for its parameters, a permission or a state was not carried out; one that
/// failed on the way is in doubt. A code that a single flow may have caused halves the batch, even if the caller may be the cause:
/// halving finds the flow, whereas ending the run would not name it.
/// </summary>
internal static class ErrorCatalog
{
    /// <summary>
    /// An exact code takes precedence over a prefix, and a longer prefix over a shorter one; the order of the rules does not matter.
    /// </summary>
    public static readonly IReadOnlyList<ErrorRule> Rules =
    [
        // Temporary
        new(Remedy.SendAgain, ErrorId.RateLimited, "RequestLimitExceeded*", "FailedOperation.RequestLimitExceeded"),
        new(Remedy.CorrectClock, ErrorId.ClockSkewed, "AuthFailure.SignatureExpire"),
        new(Remedy.RenewKey, ErrorId.TokenExpired, "AuthFailure.TokenFailure"),

        // The caller: every call would fail the same way
        new(Remedy.EndRun, ErrorId.AuthenticationFailed, "AuthFailure*"),
        new(Remedy.EndRun, ErrorId.AddressDenied, "IpInBlacklist", "IpNotInWhitelist"),
        new(Remedy.EndRun, ErrorId.ServiceMismatch,
            "InvalidAction", "NoSuchVersion", "NoSuchProduct", "ActionOffline", "UnsupportedRegion", "UnsupportedProtocol",
            "MissingParameter*"),
        new(Remedy.EndRun, ErrorId.PermissionDenied,
            "UnauthorizedOperation*", "OperationDenied.WhiteListForbid", "OperationDenied.NotInAutoSignWhiteList",
            "OperationDenied.NoApiAuth", "OperationDenied.OperatorHasNoPermission",
            "OperationDenied.NoApproverMobileCheckPermission", "OperationDenied.NotBelongSuperAdminOrLegalPerson",
            "OperationDenied.UserNotInOrganization", "OperationDenied.UserNoAudit", "OperationDenied.NoLogin",
            "FailedOperation.NotFoundShadowUser", "ResourceNotFound.User", "ResourceNotFound.VerifyUser",
            "ResourceNotFound.ErrNotExistRole", "ResourceNotFound.Application", "ResourceNotFound.NotExistApplication",
            "InvalidParameter.InvalidOperatorId", "InvalidParameter.InvalidOrganizationId", "InvalidParameter.InvalidChannel",
            "InvalidParameter.InvalidOpenId", "InvalidParameter.OpenId", "MissingParameter.UserId",
            "MissingParameter.OrganizationId"),
        new(Remedy.EndRun, ErrorId.AccountNotReady,
            "OperationDenied.OrganizationNotActivated", "OperationDenied.OrganizationClosing", "OperationDenied.SubOrgNotJoin",
            "OperationDenied.LicenseHasExpired", "OperationDenied.NotFoundLicense", "OperationDenied.NoQuota",
            "OperationDenied.OutQueryLimit", "FailedOperation.BalanceNotEnough", "FailedOperation.LicenseNoQuota",
            "FailedOperation.AuthorizationInfoHasBeenDeleted", "ResourceNotFound.Organization",
            "ResourceNotFound.AuthActiveOrganization", "ResourceNotFound.SuperAdmin"),

        // The flow, its documents and its signers
        new(Remedy.Halve, ErrorId.FlowNotFound, "ResourceNotFound*"),
        new(Remedy.Halve, ErrorId.InvalidRequest, "InvalidParameter*", "MissingParameter.FlowId"),
        new(Remedy.Halve, ErrorId.FlowRefused,
            "OperationDenied", "OperationDenied.Forbid", "OperationDenied.AlreadyHas",
            "OperationDenied.BranchSendFlowToParentNotAllow", "OperationDenied.NoFlowPermission",
            "OperationDenied.ErrNoResourceAccess", "OperationDenied.NoPermissionUseResource", "OperationDenied.FlowStatusForbid",
            "OperationDenied.FlowHasStarted", "OperationDenied.FlowHasTerminated", "OperationDenied.FlowCancelForbid",
            "OperationDenied.FlowNoNeedReview", "OperationDenied.ManyResourceId", "OperationDenied.DocumentNoAvailable",
            "OperationDenied.FileDeleted", "OperationDenied.FileNoMatchResource", "FailedOperation.FlowHasDocument",
            "FailedOperation.FlowHasNoDocument", "FailedOperation.NoSignReviewPass", "FailedOperation.NotAvailableSignReview",
            // Signers, CC recipients, and their organizations
            "OperationDenied.NoIdentityVerify", "OperationDenied.NoVerify", "OperationDenied.InvalidApproverAge",
            "OperationDenied.OverSeaForbid", "OperationDenied.ApproverRepeat", "OperationDenied.ApproverNoMatchTemplate",
            "OperationDenied.CcForbid", "OperationDenied.CcUserRepeat", "OperationDenied.ErrNoSupportIndividualHasOrganizationName",
            "OperationDenied.OrgUniformSocialCreditCodeErr", "FailedOperation.AgeNotAchieveNormalLegal",
            "FailedOperation.IdCardNumberCheckFailed", "FailedOperation.UserInfoNoMatch",
            "FailedOperation.OrganizationExperienceChange", "FailedOperation.OrganizationNameChanged",
            "FailedOperation.OrganizationNameNeedChange",
            // Form fields and seals
            "OperationDenied.RequiredComponentNotFill", "OperationDenied.NoSupportComponentType",
            "OperationDenied.NoPermissionUseServerSignSeal", "OperationDenied.NoOpenServerSign",
            "OperationDenied.PersonNoOpenServerSign", "OperationDenied.PersonServerSignForbid",
            "OperationDenied.PersonHasNoSignature", "OperationDenied.ServerSignNoAllowComponent",
            "OperationDenied.ServerSignNoSupportSignature"),

        // This call only
        new(Remedy.Fail, ErrorId.LimitExceeded,
            "LimitExceeded*", "ResourceInsufficient*", "RequestSizeLimitExceeded", "OperationDenied.ProveNoQuota"),
        new(Remedy.Fail, ErrorId.UnknownParameter, "UnknownParameter"),
        new(Remedy.Fail, ErrorId.CallRefused,
            "UnsupportedOperation",
            // About paging, filters, templates, QR codes and the like, none of which a reminder has
            "InvalidParameter.Limit", "InvalidParameter.InvalidLimit", "InvalidParameter.Offset", "InvalidParameter.InvalidOffset",
            "InvalidParameter.ContentType", "InvalidParameter.Status", "InvalidParameter.EndPoint", "InvalidParameter.FromSource",
            "InvalidParameter.ClientToken", "InvalidParameter.JumpUrl", "InvalidParameter.CustomShowMap",
            "InvalidParameter.DepartUserId", "InvalidParameter.InvalidRoleId", "InvalidParameter.InvalidRoleName",
            "InvalidParameter.RoleId", "InvalidParameter.InvalidVerifyChannel", "InvalidParameter.VerifyChannel",
            "InvalidParameter.AuthorizationType", "InvalidParameter.QrEffectDay", "InvalidParameter.QrFlowEffectDay",
            "InvalidParameterValue.InvalidQuotaType", "InvalidParameterValue.InvalidTime", "OperationDenied.BatchCancelForbid",
            "OperationDenied.AuthCodeInvalid", "OperationDenied.NoSupportJumpPage", "OperationDenied.QrHasExpire",
            "OperationDenied.QrInvalid", "OperationDenied.PayDeadline", "FailedOperation.FailedOpenWkAppReview",
            "FailedOperation.PathTypeError", "FailedOperation.TemplateHasNoResource", "FailedOperation.QrCodeCreatorSignComponents",
            "FailedOperation.QrCodeSignUsers", "FailedOperation.QrCodeTemplateId", "FailedOperation.UserAutoSignEnableAlready",
            "FailedOperation.UserAutoSignEnableUrlNotExist"),

        // FailedOperation, InternalError*, ServiceUnavailable, ResourceUnavailable, ResourceInUse, and every code not known yet
        new(Remedy.Unknown, ErrorId.OutcomeUnknown, "*"),
    ];

    private static readonly Dictionary<string, ErrorRule> ByCode = Rules
        .SelectMany(rule => rule.Codes, (rule, code) => (Code: code, Rule: rule))
        .ToDictionary(entry => entry.Code, entry => entry.Rule, StringComparer.Ordinal);

    private static readonly int LongestCode = ByCode.Keys.Max(code => code.Length);

    /// <summary>The module's error id for a code, be it the service's or the module's own.</summary>
    public static string IdOf(string code) => ErrorId.IsKnown(code) ? code : Find(code).ErrorId;

    public static ErrorRule Find(string code)
    {
        if (ByCode.TryGetValue(code, out ErrorRule? rule)) return rule;
        int length = Math.Min(code.Length, LongestCode);
        while (!ByCode.TryGetValue(code.Substring(0, length) + "*", out rule)) length--;
        return rule;
    }
}
