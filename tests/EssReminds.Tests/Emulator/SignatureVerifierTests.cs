using System;
using System.Text;
using EssReminds.Emulator;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class SignatureVerifierTests
{
    private const long Timestamp = 1551113065;

    private const string Ids =
        """{"Operator":{"UserId":"yDxMkUyxxxxxxxxxxxVI2JmKxPkk"},"FlowIds":[""" +
        "\"yDwXiUUckpmidr7zU1UuLaEdRx29FHpT\",\"yDwFmUUckpmidr7zU1UuLaEdRx29FHpU\"]";

    private const string Plain = Ids + "}";

    private const string Full = Ids +
        ""","Agent":{"ProxyOrganizationId":"yDtwEUUckp7f87yrUygaLZxYk2SEodS7"},"RemindTypes":["SMS","EMAIL"],""" +
        "\"RemindEmailInfos\":[{\"SignId\":\"yD3XxUUckpmidr7mUuLaEdREdOckzp2M\",\"ApproverEmail\":\"张三@example.com\"}]}";

    private const string Tc3 = "TC3-HMAC-SHA256 Credential=a/2019-02-25/ess";

    private const string E1 = "f7c93647af75f597577b98fa9db66ac5a9bdb6d573b9cf6462c9bebfd36b3647";
    private const string E3 = "54bd111dce99d24badb5f79cc83a797524576564b48fb0494b6ebcec719bd1b8";
    private const string E4 = "18bc48525616837a14917dbdf52b0bbfd388dd3a7bf01cca0c6143e4e824e9cc";

    private readonly KnownKeys _keys = new();
    private readonly ManualTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(Timestamp));
    private readonly SignatureVerifier _verifier;

    public SignatureVerifierTests() => _verifier = new SignatureVerifier(_keys, new EmulatorClock(_time, TimeSpan.Zero));

    [Theory]
    [InlineData("ess.tencentcloudapi.com", Plain, E1)]
    [InlineData("ess.test.ess.tencent.cn", Plain, E3)]
    [InlineData("ess.tencentcloudapi.com", Full, E4)]
    public void The_golden_signatures_are_accepted(string host, string body, string signature) =>
        Assert.Null(Verify(Headers(host, signature), body));

    [Theory]
    [InlineData("essbasic.tencentcloudapi.com", "05a609dcd407bb41ca719ffd9a09434e18801fd16e2103ed812c6f8ff8a93f90")]
    [InlineData("essbasic.test.ess.tencent.cn", "485dbd57fa48ba0f2d152ee0ca7004fbc3388eab521b5637f6e3e915a3b9bf58")]
    public void The_golden_signatures_of_essbasic_are_accepted_for_essbasic_only(string host, string signature)
    {
        const string Body =
            """{"Agent":{"AppId":"yDRS4UUgygqdcj51UuO4zjEBWgrvVBvA","ProxyOrganizationOpenId":"org_dianziqian",""" +
            "\"ProxyOperator\":{\"OpenId\":\"n9527\"}},\"FlowIds\":[" +
            "\"yDwXiUUckpmidr7zU1UuLaEdRx29FHpT\",\"yDwFmUUckpmidr7zU1UuLaEdRx29FHpU\"]}";
        IHeaderDictionary headers = Headers(host, signature);
        headers.Authorization = headers.Authorization.ToString().Replace("/ess/", "/essbasic/", StringComparison.Ordinal);

        Assert.Null(_verifier.Verify(headers, Encoding.UTF8.GetBytes(Body), "essbasic", out _));
        Assert.Equal("AuthFailure.SignatureFailure", Verify(headers, Body));
    }

    [Fact]
    public void The_golden_signature_of_a_group_call_is_accepted() => Assert.Null(Verify(
        Headers("ess.tencentcloudapi.com", "18dbdf47fa308d9f8a179896442b85cc058c984462049a2230dda515ad70d3cb"),
        """{"Operator":{"UserId":"yDxMkUyxxxxxxxxxxxVI2JmKxPkk"},"FlowGroupId":"yDwFmUUckpgroup1U1UuLaEdRx29FHpU"}"""));

    [Fact]
    public void The_documentations_example_has_the_documented_signature()
    {
        const string Body = """{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}""";
        string date = RequestSignature.Date(Timestamp);
        string request = RequestSignature.CanonicalRequest(
            "content-type:application/json; charset=utf-8\nhost:cvm.tencentcloudapi.com\n",
            "content-type;host",
            Encoding.UTF8.GetBytes(Body));

        byte[] key = RequestSignature.SigningKey(EmulatorKeys.DocumentationSecretKey, date, "cvm");

        Assert.Equal("2019-02-25", date);
        Assert.Equal("72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
            RequestSignature.Compute(key, request, Timestamp, date, "cvm"));
    }

    [Fact]
    public void A_changed_byte_anywhere_in_the_body_is_a_SignatureFailure()
    {
        byte[] body = Encoding.UTF8.GetBytes(Plain);
        for (int n = 0; n < body.Length; n++)
        {
            body[n] ^= 1;
            Assert.Equal("AuthFailure.SignatureFailure", Verify(Headers("ess.tencentcloudapi.com", E1), body));
            body[n] ^= 1;
        }

        Assert.Equal("AuthFailure.SignatureFailure", Verify(Headers("ess.tencentcloudapi.com", "0" + E1[1..]), Plain));
        Assert.Equal("AuthFailure.SignatureFailure", Verify(Headers("ess.tencentcloudapi.com:443", E1), Plain));
    }

    [Theory]
    [InlineData("Authorization", null, "MissingParameter")]
    [InlineData("Authorization", "Basic abc", "AuthFailure.InvalidAuthorization")]
    [InlineData("Authorization", Tc3 + "/tc3_request, SignedHeaders=content-type;host", "AuthFailure.InvalidAuthorization")]
    [InlineData("Authorization", Tc3 + ", SignedHeaders=content-type;host, Signature=00", "AuthFailure.InvalidAuthorization")]
    [InlineData("Authorization", Tc3 + "/tc3_request, SignedHeaders=content-type;host, Signature=00", "AuthFailure.SecretIdNotFound")]
    [InlineData("X-TC-Timestamp", null, "MissingParameter")]
    [InlineData("X-TC-Timestamp", "soon", "AuthFailure.SignatureExpire")]
    [InlineData("X-TC-Timestamp", "1551113366", "AuthFailure.SignatureExpire")]
    [InlineData("X-TC-Timestamp", "1551112764", "AuthFailure.SignatureExpire")]
    [InlineData("X-TC-Timestamp", "1551113365", "AuthFailure.SignatureFailure")]
    [InlineData("X-TC-Timestamp", "1551112765", "AuthFailure.SignatureFailure")]
    [InlineData("X-TC-Timestamp", "99999999999999999", "AuthFailure.SignatureExpire")]
    [InlineData("Content-Type", "application/json; charset=utf-8", "AuthFailure.SignatureFailure")]
    [InlineData("X-TC-Token", "unasked for", "AuthFailure.TokenFailure")]
    public void Each_mistake_in_a_header_has_its_error_code(string header, string? value, string code)
    {
        IHeaderDictionary headers = Headers("ess.tencentcloudapi.com", E1);
        headers[header] = value;

        Assert.Equal(code, Verify(headers, Plain));
    }

    [Theory]
    [InlineData("host")]
    [InlineData("host;content-type")]
    [InlineData("content-type;host;x-tc-absent")]
    public void Signed_headers_must_be_sorted_present_and_include_host_and_content_type(string signedHeaders)
    {
        IHeaderDictionary headers = Headers("ess.tencentcloudapi.com", E1);
        headers.Authorization = headers.Authorization.ToString().Replace("content-type;host", signedHeaders, StringComparison.Ordinal);

        Assert.Equal("AuthFailure.InvalidAuthorization", Verify(headers, Plain));
    }

    [Theory]
    [InlineData("/2019-02-26/")]
    [InlineData("/2562-02-25/")]
    public void The_date_must_be_the_UTC_day_of_the_timestamp(string wrong)
    {
        IHeaderDictionary headers = Headers("ess.tencentcloudapi.com", E1);
        headers.Authorization = headers.Authorization.ToString().Replace("/2019-02-25/", wrong, StringComparison.Ordinal);

        Assert.Equal("AuthFailure.SignatureFailure", Verify(headers, Plain));
    }

    [Fact]
    public void A_temporary_key_is_accepted_only_with_its_token_and_until_it_expires()
    {
        _keys.Add(new EmulatorKey(EmulatorKeys.DocumentationSecretId, EmulatorKeys.DocumentationSecretKey, "token",
            DateTimeOffset.FromUnixTimeSeconds(Timestamp + 60)));
        IHeaderDictionary headers = Headers("ess.tencentcloudapi.com", E1);

        Assert.Equal("AuthFailure.TokenFailure", Verify(headers, Plain));
        headers["X-TC-Token"] = "token";
        Assert.Null(Verify(headers, Plain));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("AuthFailure.TokenFailure", Verify(headers, Plain));
    }

    private static IHeaderDictionary Headers(string host, string signature) => new HeaderDictionary
    {
        ["Host"] = host,
        ["Content-Type"] = "application/json",
        ["X-TC-Timestamp"] = "1551113065",
        ["Authorization"] = $"TC3-HMAC-SHA256 Credential={EmulatorKeys.DocumentationSecretId}/2019-02-25/ess/tc3_request, " +
            $"SignedHeaders=content-type;host, Signature={signature}",
    };

    private string? Verify(IHeaderDictionary headers, string body) => Verify(headers, Encoding.UTF8.GetBytes(body));

    private string? Verify(IHeaderDictionary headers, byte[] body) => _verifier.Verify(headers, body, "ess", out _)?.Code;
}
