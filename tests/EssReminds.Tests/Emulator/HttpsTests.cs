using System;
using System.IO;
using System.Net.Http;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class HttpsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task A_client_that_trusts_the_CA_file_is_answered(string host)
    {
        await using EmulatorHost emulator = await Start(HttpsMode.Trusted);
        Assert.Equal("https", emulator.Address.Scheme);

        using HttpResponseMessage answer = await GetAsync(emulator, host);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(1, emulator.Stats.Connections);
    }

    [Theory]
    [InlineData("ess.localhost")]
    [InlineData("essbasic.localhost")]
    [InlineData("any.localhost")]
    [InlineData("::1")]
    public async Task The_certificate_is_valid_for_every_local_name_and_no_other(string host)
    {
        await using EmulatorHost emulator = await Start(HttpsMode.Trusted);
        X509Certificate2? seen = null;
        using HttpResponseMessage answer = await GetAsync(emulator, "127.0.0.1", certificate => seen = certificate);

        Assert.True(seen!.MatchesHostname(host));
        Assert.False(seen.MatchesHostname("localhost.example"));
    }

    [Theory]
    [InlineData(HttpsMode.Expired, SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.NotTimeValid)]
    [InlineData(HttpsMode.WrongName, SslPolicyErrors.RemoteCertificateNameMismatch, X509ChainStatusFlags.NoError)]
    [InlineData(HttpsMode.UnknownCa, SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.PartialChain)]
    public async Task A_bad_certificate_has_only_the_flaw_of_its_mode(HttpsMode mode, SslPolicyErrors error, X509ChainStatusFlags status)
    {
        await using EmulatorHost emulator = await Start(mode);
        (SslPolicyErrors Errors, X509ChainStatusFlags Status) seen = default;

        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(
            () => GetAsync(emulator, "127.0.0.1", look: null, (errors, flags) => seen = (errors, flags)));

        Assert.IsType<AuthenticationException>(refused.InnerException);
        Assert.Equal((error, status), seen);
    }

    [Fact]
    public async Task The_CA_file_holds_no_private_key_and_is_deleted_with_the_emulator()
    {
        string file;
        await using (EmulatorHost emulator = await Start(HttpsMode.Trusted))
        {
            file = emulator.CaFile!;
            Assert.Contains("BEGIN CERTIFICATE", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
            Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }

        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Plain_http_has_no_CA_file()
    {
        await using EmulatorHost emulator = await Start(HttpsMode.Off);

        Assert.Equal("http", emulator.Address.Scheme);
        Assert.Null(emulator.CaFile);
    }

    private static Task<EmulatorHost> Start(HttpsMode mode) => EmulatorHost.StartAsync(new EmulatorOptions { Https = mode });

    private static async Task<HttpResponseMessage> GetAsync(
        EmulatorHost emulator,
        string host,
        Action<X509Certificate2>? look = null,
        Action<SslPolicyErrors, X509ChainStatusFlags>? refused = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = SigningClient.Trusting(emulator.CaFile!),
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                {
                    look?.Invoke(X509CertificateLoader.LoadCertificate(certificate!.GetRawCertData()));
                    X509ChainStatusFlags status = X509ChainStatusFlags.NoError;
                    foreach (X509ChainStatus one in chain!.ChainStatus) status |= one.Status;
                    if (errors != SslPolicyErrors.None) refused?.Invoke(errors, status);
                    return errors == SslPolicyErrors.None;
                },
            },
        });
        return await http.GetAsync(new UriBuilder(emulator.Address) { Host = host }.Uri);
    }
}
