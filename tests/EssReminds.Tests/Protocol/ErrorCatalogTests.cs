using EssReminds.Protocol;
using Xunit;

namespace EssReminds.Tests.Protocol;

public class ErrorCatalogTests
{
    [Theory]
    [InlineData("RequestLimitExceeded", nameof(Then.SendAgain))]
    [InlineData("RequestLimitExceeded.IPLimitExceeded", nameof(Then.SendAgain))]
    [InlineData("RequestLimitExceeded.UinLimitExceeded", nameof(Then.SendAgain))]
    [InlineData("RequestLimitExceeded.GlobalRegionUinLimitExceeded", nameof(Then.SendAgain))]
    [InlineData("FailedOperation.RequestLimitExceeded", nameof(Then.SendAgain))]
    [InlineData("AuthFailure.SignatureExpire", nameof(Then.CorrectClock))]
    [InlineData("AuthFailure.TokenFailure", nameof(Then.RenewKey))]
    [InlineData("AuthFailure.SignatureFailure", nameof(Then.EndRun))]
    [InlineData("AuthFailure.SecretIdNotFound", nameof(Then.EndRun))]
    [InlineData("UnauthorizedOperation", nameof(Then.EndRun))]
    [InlineData("UnauthorizedOperation.NoPermissionFeature", nameof(Then.EndRun))]
    [InlineData("OperationDenied.WhiteListForbid", nameof(Then.EndRun))]
    [InlineData("OperationDenied.NoApiAuth", nameof(Then.EndRun))]
    [InlineData("OperationDenied.OperatorHasNoPermission", nameof(Then.EndRun))]
    [InlineData("OperationDenied.UserNotInOrganization", nameof(Then.EndRun))]
    [InlineData("InvalidAction", nameof(Then.EndRun))]
    [InlineData("NoSuchVersion", nameof(Then.EndRun))]
    [InlineData("NoSuchProduct", nameof(Then.EndRun))]
    [InlineData("ActionOffline", nameof(Then.EndRun))]
    [InlineData("UnsupportedRegion", nameof(Then.EndRun))]
    [InlineData("UnsupportedProtocol", nameof(Then.EndRun))]
    [InlineData("IpInBlacklist", nameof(Then.EndRun))]
    [InlineData("IpNotInWhitelist", nameof(Then.EndRun))]
    [InlineData("ResourceNotFound.Flow", nameof(Then.Halve))]
    [InlineData("InvalidParameter", nameof(Then.Halve))]
    [InlineData("InvalidParameter.InvalidId", nameof(Then.Halve))]
    [InlineData("InvalidParameterValue", nameof(Then.Halve))]
    [InlineData("MissingParameter.FlowId", nameof(Then.Halve))]
    [InlineData("OperationDenied.NoIdentityVerify", nameof(Then.Halve))]
    [InlineData("OperationDenied.NoFlowPermission", nameof(Then.Halve))]
    [InlineData("OperationDenied.FlowStatusForbid", nameof(Then.Halve))]
    [InlineData("OperationDenied.FlowHasTerminated", nameof(Then.Halve))]
    [InlineData("OperationDenied.Forbid", nameof(Then.Halve))]
    [InlineData("OperationDenied", nameof(Then.Halve))]
    [InlineData("LimitExceeded", nameof(Then.Fail))]
    [InlineData("LimitExceeded.CallbackInvalid", nameof(Then.Fail))]
    [InlineData("ResourceInsufficient", nameof(Then.Fail))]
    [InlineData("RequestSizeLimitExceeded", nameof(Then.Fail))]
    [InlineData("UnsupportedOperation", nameof(Then.Fail))]
    [InlineData("UnknownParameter", nameof(Then.Fail))]
    [InlineData("FailedOperation", nameof(Then.Unknown))]
    [InlineData("FailedOperation.SomethingNew", nameof(Then.Unknown))]
    [InlineData("InternalError", nameof(Then.Unknown))]
    [InlineData("InternalError.System", nameof(Then.Unknown))]
    [InlineData("ServiceUnavailable", nameof(Then.Unknown))]
    [InlineData("ResourceUnavailable", nameof(Then.Unknown))]
    [InlineData("OperationDenied.SomethingNew", nameof(Then.Unknown))]
    [InlineData("", nameof(Then.Unknown))]
    public void Codes_allow_what_the_table_says(string code, string then) => Assert.Equal(then, ErrorCatalog.Find(code).Then.ToString());

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
