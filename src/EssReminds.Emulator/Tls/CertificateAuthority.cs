using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EssReminds.Emulator;

/// <summary>Issues certificates. Its private key is never written to disk.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private readonly X509Certificate2 _root;

    public CertificateAuthority()
    {
        // A unique name for each emulator: a client that trusts one emulator's CA must not mistake another's for it.
        CertificateRequest request = Request($"EssReminds emulator CA {Guid.NewGuid():N}", out ECDsa key);
        using (key)
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-3), DateTimeOffset.UtcNow.AddDays(60));
        }
    }

    public string Pem => _root.ExportCertificatePem();

    public X509Certificate2 Issue(string name, SubjectAlternativeNameBuilder names, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        CertificateRequest request = Request(name, out ECDsa key);
        using (key)
        {
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], false));
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, true, false));
            using X509Certificate2 issued = request.Create(_root, notBefore, notAfter, RandomNumberGenerator.GetBytes(16));
            using X509Certificate2 withKey = issued.CopyWithPrivateKey(key);
            // Schannel on Windows does not accept an ephemeral (in-memory) key.
            return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
        }
    }

    public void Dispose() => _root.Dispose();

    private static CertificateRequest Request(string name, out ECDsa key)
    {
        key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
    }
}
