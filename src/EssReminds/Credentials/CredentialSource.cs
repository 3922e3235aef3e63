using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Credentials;

/// <summary>Where a connection's key comes from, and comes from again when a temporary one runs out.</summary>
internal abstract class CredentialSource
{
    protected CredentialSource(string description) => Description = description;

    /// <summary>For people: "Environment", "SdkFile [default]", "InstanceRole reminder" and so on.</summary>
    public string Description { get; }

    /// <summary>What the service counts a quota by, as far as a client can know it: the same for every key of one role.</summary>
    public abstract string QuotaKey { get; }

    /// <summary>The key in use, fetched anew where it is about to expire.</summary>
    public abstract Task<EssCredential> GetAsync(CancellationToken cancellation);

    /// <summary>After the service refused the key's token: a fresh key, or null where this source has only the one.</summary>
    public abstract Task<EssCredential?> RenewAsync(EssCredential refused, CancellationToken cancellation);

    /// <summary>Overwrites the key in memory.</summary>
    public abstract void Clear();
}

/// <summary>A key that stays the same as long as the connection lives.</summary>
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
