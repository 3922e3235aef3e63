using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Protocol;

public class ErrorCatalogTests
{
    private static readonly Dictionary<string, Remedy[]> Concerns = new(StringComparer.Ordinal)
    {
        ["flow"] = [Remedy.Halve],
        ["caller"] = [Remedy.EndRun],
        ["call"] = [Remedy.Fail],
        ["passing"] = [Remedy.SendAgain, Remedy.CorrectClock, Remedy.RenewKey],
        ["doubt"] = [Remedy.Unknown],
    };

    /// <summary>Every code in the service's list, with the decision taken on it from its text.</summary>
    private static readonly (string Code, string Concern, string ErrorId)[] Listed = [.. File
        .ReadLines(Path.Combine(Repository.Root, "tests", "EssReminds.Tests", "Protocol", "ErrorCodes.tsv"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('\t'))
        .Select(cells => (cells[0], cells[1], cells[2]))];

    /// <summary>Codes that the list leaves out: those of Tencent Cloud's gateway.</summary>
    private static readonly (string Code, string Concern, string ErrorId)[] Common =
    [
        ("RequestLimitExceeded.IPLimitExceeded", "passing", ErrorId.RateLimited),
        ("RequestLimitExceeded.UinLimitExceeded", "passing", ErrorId.RateLimited),
        ("RequestLimitExceeded.GlobalRegionUinLimitExceeded", "passing", ErrorId.RateLimited),
        ("AuthFailure.SignatureExpire", "passing", ErrorId.ClockSkewed),
        ("AuthFailure.TokenFailure", "passing", ErrorId.TokenExpired),
        ("AuthFailure.SignatureFailure", "caller", ErrorId.AuthenticationFailed),
        ("AuthFailure.SecretIdNotFound", "caller", ErrorId.AuthenticationFailed),
        ("AuthFailure.UnauthorizedOperation", "caller", ErrorId.AuthenticationFailed),
        ("IpInBlacklist", "caller", ErrorId.AddressDenied),
        ("IpNotInWhitelist", "caller", ErrorId.AddressDenied),
        ("InvalidAction", "caller", ErrorId.ServiceMismatch),
        ("NoSuchVersion", "caller", ErrorId.ServiceMismatch),
        ("NoSuchProduct", "caller", ErrorId.ServiceMismatch),
        ("ActionOffline", "caller", ErrorId.ServiceMismatch),
        ("UnsupportedRegion", "caller", ErrorId.ServiceMismatch),
        ("UnsupportedProtocol", "caller", ErrorId.ServiceMismatch),
        ("RequestSizeLimitExceeded", "call", ErrorId.LimitExceeded),
        ("LimitExceeded.FlowIds", "call", ErrorId.LimitExceeded),
        ("ResponseSizeLimitExceeded", "doubt", ErrorId.OutcomeUnknown),
        ("ServiceUnavailable", "doubt", ErrorId.OutcomeUnknown),
        ("InvalidParameter.fFowIds", "flow", ErrorId.InvalidRequest),
        ("ResourceNotFound.FlowGroup", "flow", ErrorId.FlowNotFound),
    ];

    [Fact]
    public void Every_listed_code_has_the_remedy_and_error_id_decided_for_it()
    {
        Assert.Equal(242, Listed.Length);
        Assert.All([.. Listed, .. Common], entry =>
        {
            ErrorRule rule = ErrorCatalog.Find(entry.Code);
            Assert.Contains(rule.Remedy, Concerns[entry.Concern]);
            Assert.Equal(entry.ErrorId, rule.ErrorId);
            Assert.Equal(entry.Concern == "doubt" ? CarriedOut.InDoubt : CarriedOut.No, rule.CarriedOut);
        });
    }

    [Theory]
    [InlineData("FailedOperation.SomethingNew")]
    [InlineData("OperationDenied.SomethingNew")]
    [InlineData("InternalError.SomethingNew")]
    [InlineData("operationdenied")]
    [InlineData("")]
    public void An_unknown_code_leaves_the_outcome_in_doubt(string code) =>
        Assert.Equal(CarriedOut.InDoubt, ErrorCatalog.Find(code).CarriedOut);

    [Fact]
    public void An_enormous_code_is_in_doubt_without_a_delay() =>
        Assert.Equal(Remedy.Unknown, ErrorCatalog.Find(new string('x', 4 * 1024 * 1024)).Remedy);

    /// <summary>A typing mistake in the catalogue would silently put a code in doubt.</summary>
    [Fact]
    public void Every_code_in_the_catalogue_exists_in_the_service()
    {
        string[] known = [.. Listed.Select(entry => entry.Code), .. Common.Select(entry => entry.Code)];
        Assert.Empty(ErrorCatalog.Rules.SelectMany(rule => rule.Codes).Where(code => !code.EndsWith('*')).Except(known));
    }

    [Fact]
    public void The_quota_is_read_from_a_refusals_message_if_it_is_plausible()
    {
        Assert.Equal(5, QuotaMessage.Read("您当前每秒请求 `6` 次，超过了每秒频率上限 `5`，请稍后重试。"));
        Assert.Equal(10, QuotaMessage.Read(
            "Your current request times equals to `11` in a second, which exceeds the frequency limit `10` for a second. "
            + "Please reduce the frequency of calls."));
        Assert.All(
            ["", "请稍后重试", "`6`", "`6` `x`", "`6` `0`", "`6` `-5`", "`6` `0.00000001`"],
            text => Assert.Null(QuotaMessage.Read(text)));
    }
}
