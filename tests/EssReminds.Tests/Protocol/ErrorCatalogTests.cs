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

    /// <summary>Every code of the service's list, and what was decided of it by its text.</summary>
    private static readonly (string Code, string Concern, string ErrorId)[] Listed = [.. File
        .ReadLines(Path.Combine(Repository.Root, "tests", "EssReminds.Tests", "Protocol", "ErrorCodes.tsv"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('\t'))
        .Select(cells => (cells[0], cells[1], cells[2]))];

    /// <summary>What the list leaves out: the codes of Tencent Cloud's gateway.</summary>
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
    public void Every_code_of_the_list_allows_what_was_decided_of_it()
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
    public void What_is_not_known_is_in_doubt(string code) => Assert.Equal(CarriedOut.InDoubt, ErrorCatalog.Find(code).CarriedOut);

    [Fact]
    public void A_code_without_end_is_in_doubt_at_once() =>
        Assert.Equal(Remedy.Unknown, ErrorCatalog.Find(new string('x', 4 * 1024 * 1024)).Remedy);

    /// <summary>A slip of the pen in the catalogue would put a code in doubt, and nobody would notice.</summary>
    [Fact]
    public void Every_code_that_the_catalogue_names_exists()
    {
        string[] known = [.. Listed.Select(entry => entry.Code), .. Common.Select(entry => entry.Code)];
        Assert.Empty(ErrorCatalog.Rules.SelectMany(rule => rule.Codes).Where(code => !code.EndsWith('*')).Except(known));
    }

    [Fact]
    public void The_service_is_believed_about_the_quota()
    {
        Assert.Equal(5, QuotaMessage.Read("您当前每秒请求 `6` 次，超过了每秒频率上限 `5`，请稍后重试。"));
        Assert.Equal(10, QuotaMessage.Read("Your current request times equals to `11` in a second, which exceeds the frequency limit `10` for a second. Please reduce the frequency of calls."));
        Assert.All(["", "请稍后重试", "`6`", "`6` `x`", "`6` `0`", "`6` `-5`", "`6` `0.00000001`"], text => Assert.Null(QuotaMessage.Read(text)));
    }
}
