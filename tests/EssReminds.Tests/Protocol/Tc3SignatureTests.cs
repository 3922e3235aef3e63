using System;
using System.Globalization;
using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Protocol;

public class Tc3SignatureTests
{
    private const string Json = "application/json";
    private const string V1Body = """{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}""";

    public static TheoryData<string, string, string, string, string> Golden => new()
    {
        {
            "cvm.tencentcloudapi.com", "cvm", "application/json; charset=utf-8", V1Body,
            "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
        },
        { "ess.tencentcloudapi.com", "ess", Json, Vectors.E1Body, Vectors.E1Signature },
        { "ess.test.ess.tencent.cn", "ess", Json, Vectors.E1Body, "54bd111dce99d24badb5f79cc83a797524576564b48fb0494b6ebcec719bd1b8" },
        { "ess.tencentcloudapi.com", "ess", Json, Vectors.E4Body, "18bc48525616837a14917dbdf52b0bbfd388dd3a7bf01cca0c6143e4e824e9cc" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Signatures_are_the_golden_ones(string host, string service, string contentType, string body, string signature)
    {
        string header = Tc3Signature.Authorization(Vectors.Credential, service, Vectors.Timestamp, host, contentType, Vectors.Utf8(body));

        Assert.Equal(
            $"TC3-HMAC-SHA256 Credential={Vectors.SecretId}/2019-02-25/{service}/tc3_request, "
                + $"SignedHeaders=content-type;host, Signature={signature}",
            header);
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("tr-TR")]
    public void Signatures_do_not_depend_on_the_users_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            foreach (object[] row in Golden)
                Signatures_are_the_golden_ones((string)row[0], (string)row[1], (string)row[2], (string)row[3], (string)row[4]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(-1, "2019-02-25")]
    [InlineData(0, "2019-02-26")]
    [InlineData(1, "2019-02-26")]
    public void The_date_in_a_signature_changes_at_midnight_UTC(int seconds, string date)
    {
        long midnight = new DateTimeOffset(2019, 2, 26, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var credential = Vectors.Credential;

        string header = Sign(midnight + seconds);

        Assert.Contains($"/{date}/ess/tc3_request", header, StringComparison.Ordinal);
        // A key derived for one day must not sign for the next.
        _ = Tc3Signature.Authorization(credential, "ess", midnight - 1, "h", Json, []);
        Assert.Equal(header, Sign(midnight + seconds));
        string Sign(long time) =>
            Tc3Signature.Authorization(credential, "ess", time, "ess.tencentcloudapi.com", Json, Vectors.Utf8("{}"));
    }

    [Fact]
    public void A_cleared_key_signs_nothing()
    {
        var credential = Vectors.Credential;
        credential.Clear();
        var error = Assert.Throws<EssException>(() => Tc3Signature.Authorization(credential, "ess", 0, "h", Json, []));
        Assert.Equal(ErrorId.Disconnected, error.ErrorId);
    }
}
