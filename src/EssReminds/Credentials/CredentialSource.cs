using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Credentials;

/// <summary>The source of a connection's key, asked again when a temporary key expires.</summary>
internal abstract class CredentialSource
{
    protected CredentialSource(string description) => Description = description;

    /// <summary>For people, such as "Environment", "SdkFile [default]" or "InstanceRole reminder".</summary>
    public string Description { get; }

    /// <summary>
    /// What identifies the quota that the service counts, as far as a client can know: the same for every key of one role.
    /// </summary>
    public abstract string QuotaKey { get; }

    /// <summary>The current key; a temporary one is renewed before it expires.</summary>
    public abstract Task<EssCredential> GetAsync(CancellationToken cancellation);

    /// <summary>A fresh key after the service refused this one's token; null where the source has only the one key.</summary>
    public abstract Task<EssCredential?> RenewAsync(EssCredential refused, CancellationToken cancellation);

    /// <summary>Overwrites the key in memory.</summary>
    public abstract void Clear();
}

/// <summary>A key that stays the same for the lifetime of the connection.</summary>
internal sealed class FixedCredentialSource : CredentialSource
{
    private readonly Task<EssCredential> _credential;

    public FixedCredentialSource(string description, EssCredential credential)
        : base(description) => _credential = Task.FromResult(credential);

    private EssCredential Credential => _credential.Result;

    public override string QuotaKey => Credential.SecretId;

    public override Task<EssCredential> GetAsync(CancellationToken cancellation) => _credential;

    public override Task<EssCredential?> RenewAsync(EssCredential refused, CancellationToken cancellation) =>
        Task.FromResult<EssCredential?>(null);

    public override void Clear() => Credential.Clear();
}
