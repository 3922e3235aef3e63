using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EssReminds.Tests.Support;

/// <summary>A certificate authority of the test's own, and certificates that it signs.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly RSA _key = RSA.Create(2048);

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=EssReminds test authority", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = request.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(30));
    }

    public X509Certificate2 Authority { get; }

    /// <summary>The chain policy of a client that trusts the authority.</summary>
    public X509ChainPolicy Trust => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { Authority },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    public static X509Certificate2 SelfSigned()
    {
        using RSA key = RSA.Create(2048);
        return Usable(Request("localhost", key).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1)));
    }

    public X509Certificate2 Sign(string name, int fromDay = -1, int toDay = 1)
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 signed = Request(name, key).Create(Authority, Now.AddDays(fromDay), Now.AddDays(toDay), [1, 2, 3, 4]);
        return Usable(signed.CopyWithPrivateKey(key));
    }

    public void Dispose()
    {
        Authority.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest Request(string name, RSA key)
    {
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost") names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    // TLS on Windows does not accept a key that exists only in memory.
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
}
