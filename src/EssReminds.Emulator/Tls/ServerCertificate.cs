using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace EssReminds.Emulator;

/// <summary>The server certificate of one emulator and the file with its CA's certificate; both are disposed with the emulator.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private static readonly string[] Names =
    [
        "localhost", "*.localhost",
        // Many clients reject a wildcard directly below a top-level domain.
        "ess.localhost", "essbasic.localhost",
    ];

    private readonly X509Certificate2 _certificate;

    public ServerCertificate(HttpsMode mode)
    {
        using var authority = new CertificateAuthority();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        DateTimeOffset notAfter = mode == HttpsMode.Expired ? now.AddDays(-1) : now.AddDays(30);
        var names = new SubjectAlternativeNameBuilder();
        if (mode == HttpsMode.WrongName)
        {
            names.AddDnsName("somewhere-else.example");
        }
        else
        {
            Array.ForEach(Names, names.AddDnsName);
            names.AddIpAddress(IPAddress.Loopback);
            names.AddIpAddress(IPAddress.IPv6Loopback);
        }

        _certificate = authority.Issue("EssReminds emulator", names, now.AddDays(-2), notAfter);
        Context = SslStreamCertificateContext.Create(_certificate, additionalCertificates: null, offline: true);
        CaFile = Path.Combine(Path.GetTempPath(), $"ess-emulator-ca-{Path.GetRandomFileName()}.pem");
        using CertificateAuthority? other = mode == HttpsMode.UnknownCa ? new CertificateAuthority() : null;
        File.WriteAllText(CaFile, (other ?? authority).Pem);
    }

    public SslStreamCertificateContext Context { get; }

    /// <summary>The path of a PEM file with the CA's certificate.</summary>
    public string CaFile { get; }

    public void Dispose()
    {
        File.Delete(CaFile);
        _certificate.Dispose();
    }
}
