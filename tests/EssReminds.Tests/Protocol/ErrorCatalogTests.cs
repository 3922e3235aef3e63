using EssReminds.Protocol;
using Xunit;

namespace EssReminds.Tests.Protocol;

public class ErrorCatalogTests
{
    [Theory]
    [InlineData("RequestLimitExceeded", nameof(Remedy.SendAgain))]
    [InlineData("RequestLimitExceeded.IPLimitExceeded", nameof(Remedy.SendAgain))]
    [InlineData("RequestLimitExceeded.UinLimitExceeded", nameof(Remedy.SendAgain))]
    [InlineData("RequestLimitExceeded.GlobalRegionUinLimitExceeded", nameof(Remedy.SendAgain))]
    [InlineData("FailedOperation.RequestLimitExceeded", nameof(Remedy.SendAgain))]
    [InlineData("AuthFailure.SignatureExpire", nameof(Remedy.CorrectClock))]
    [InlineData("AuthFailure.TokenFailure", nameof(Remedy.RenewKey))]
    [InlineData("AuthFailure.SignatureFailure", nameof(Remedy.EndRun))]
    [InlineData("AuthFailure.SecretIdNotFound", nameof(Remedy.EndRun))]
    [InlineData("UnauthorizedOperation", nameof(Remedy.EndRun))]
    [InlineData("UnauthorizedOperation.NoPermissionFeature", nameof(Remedy.EndRun))]
    [InlineData("OperationDenied.WhiteListForbid", nameof(Remedy.EndRun))]
    [InlineData("OperationDenied.NoApiAuth", nameof(Remedy.EndRun))]
    [InlineData("OperationDenied.OperatorHasNoPermission", nameof(Remedy.EndRun))]
    [InlineData("OperationDenied.UserNotInOrganization", nameof(Remedy.EndRun))]
    [InlineData("InvalidAction", nameof(Remedy.EndRun))]
    [InlineData("NoSuchVersion", nameof(Remedy.EndRun))]
    [InlineData("NoSuchProduct", nameof(Remedy.EndRun))]
    [InlineData("ActionOffline", nameof(Remedy.EndRun))]
    [InlineData("UnsupportedRegion", nameof(Remedy.EndRun))]
    [InlineData("UnsupportedProtocol", nameof(Remedy.EndRun))]
    [InlineData("IpInBlacklist", nameof(Remedy.EndRun))]
    [InlineData("IpNotInWhitelist", nameof(Remedy.EndRun))]
    [InlineData("ResourceNotFound.Flow", nameof(Remedy.Halve))]
    [InlineData("InvalidParameter", nameof(Remedy.Halve))]
    [InlineData("InvalidParameter.InvalidId", nameof(Remedy.Halve))]
    [InlineData("InvalidParameterValue", nameof(Remedy.Halve))]
    [InlineData("MissingParameter.FlowId", nameof(Remedy.Halve))]
    [InlineData("OperationDenied.NoIdentityVerify", nameof(Remedy.Halve))]
    [InlineData("OperationDenied.NoFlowPermission", nameof(Remedy.Halve))]
    [InlineData("OperationDenied.FlowStatusForbid", nameof(Remedy.Halve))]
    [InlineData("OperationDenied.FlowHasTerminated", nameof(Remedy.Halve))]
    [InlineData("OperationDenied.Forbid", nameof(Remedy.Halve))]
    [InlineData("OperationDenied", nameof(Remedy.Halve))]
    [InlineData("LimitExceeded", nameof(Remedy.Fail))]
    [InlineData("LimitExceeded.CallbackInvalid", nameof(Remedy.Fail))]
    [InlineData("ResourceInsufficient", nameof(Remedy.Fail))]
    [InlineData("RequestSizeLimitExceeded", nameof(Remedy.Fail))]
    [InlineData("UnsupportedOperation", nameof(Remedy.Fail))]
    [InlineData("UnknownParameter", nameof(Remedy.Fail))]
    [InlineData("FailedOperation", nameof(Remedy.Unknown))]
    [InlineData("FailedOperation.SomethingNew", nameof(Remedy.Unknown))]
    [InlineData("InternalError", nameof(Remedy.Unknown))]
    [InlineData("InternalError.System", nameof(Remedy.Unknown))]
    [InlineData("ServiceUnavailable", nameof(Remedy.Unknown))]
    [InlineData("ResourceUnavailable", nameof(Remedy.Unknown))]
    [InlineData("OperationDenied.SomethingNew", nameof(Remedy.Unknown))]
    [InlineData("", nameof(Remedy.Unknown))]
    public void Codes_allow_what_the_table_says(string code, string then) => Assert.Equal(then, ErrorCatalog.Find(code).Remedy.ToString());

    [Fact]
    public void No_rule_is_hidden_by_one_before_it() =>
        Assert.All(ErrorCatalog.Rules, rule => Assert.Same(rule, ErrorCatalog.Find(rule.Code.TrimEnd('*') + (rule.Code == "*" ? "Anything" : ""))));

    [Fact]
    public void The_service_is_believed_about_the_quota()
    {
        Assert.Equal(5, QuotaMessage.Read("您当前每秒请求 `6` 次，超过了每秒频率上限 `5`，请稍后重试。"));
        Assert.Equal(10, QuotaMessage.Read("Your current request times equals to `11` in a second, which exceeds the frequency limit `10` for a second. Please reduce the frequency of calls."));
        Assert.All(["", "请稍后重试", "`6`", "`6` `x`", "`6` `0`", "`6` `-5`", "`6` `0.00000001`"], text => Assert.Null(QuotaMessage.Read(text)));
    }
}
