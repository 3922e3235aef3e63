using System;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Credentials;

/// <summary>
/// The role bound to a Tencent Cloud machine: a temporary key that is renewed ahead of its expiry, by one caller at a time.
/// </summary>
internal sealed class InstanceRole : CredentialSource
{
    /// <summary>How long before its expiry a key is renewed, as in the SDKs.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(300);

    /// <summary>
    /// The minimum interval between early renewals: a metadata service that is down, or returns old keys, must not slow down every call.
    /// </summary>
    public static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(20);

    private readonly Clock _clock;
    private readonly MetadataService _metadata;
    private readonly string _role;
    private readonly SemaphoreSlim _renewal = new(1, 1);
    private readonly object _lock = new();
    private EssCredential? _key;
    private long _notBefore;
    private bool _cleared;

    private InstanceRole(Clock clock, MetadataService metadata, string role)
        : base("InstanceRole " + role) => (_clock, _metadata, _role) = (clock, metadata, role);

    public override string QuotaKey => "role/" + _role;

    /// <summary>The role of this machine; null where it has none, or is not a Tencent Cloud machine.</summary>
    /// <exception cref="EssException">There is a role, but no key for it.</exception>
    public static CredentialSource? Find(CredentialEnvironment environment, CancellationToken cancellation)
    {
        var metadata = new MetadataService(environment.MetadataAddress());
        try
        {
            return OpenAsync(environment, metadata, null, cancellation).GetAwaiter().GetResult();
        }
        catch (EssException e) when (e.ErrorId == ErrorId.InstanceRoleUnavailable && e.InnerException is not null)
        {
            return null; // no metadata service: not a Tencent Cloud machine
        }
    }

    /// <param name="environment">Supplies the metadata service's address.</param>
    /// <param name="role">The role's name; null to ask the metadata service.</param>
    /// <param name="cancellation">Ends the wait for the metadata service.</param>
    /// <exception cref="EssException">There is no such role, or no metadata service.</exception>
    public static CredentialSource Connect(CredentialEnvironment environment, string? role, CancellationToken cancellation) =>
        OpenAsync(environment, new MetadataService(environment.MetadataAddress()), role, cancellation).GetAwaiter().GetResult()
        ?? throw EssException.Of(ErrorId.InstanceRoleUnavailable, Texts.Get("NoRole"));

    public override async Task<EssCredential> GetAsync(CancellationToken cancellation)
    {
        EssCredential? key = Volatile.Read(ref _key);
        bool good = key is not null && !(key.Expires <= _clock.UtcNow);
        if (good && !IsDue(key!)) return key!;

        // While the old key is valid, only the caller that renews it waits. If the renewal fails, that caller uses the old key too:
        // whether it still works is up to the service and its clock.
        if (!await _renewal.WaitAsync(good ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(false)) return key!;
        try
        {
            return _key is { } current && !IsDue(current) ? current : await FetchAsync(cancellation).ConfigureAwait(false);
        }
        catch (EssException e) when (good && e.ErrorId != ErrorId.Disconnected)
        {
            return key!;
        }
        finally
        {
            _renewal.Release();
        }
    }

    public override async Task<EssCredential?> RenewAsync(EssCredential refused, CancellationToken cancellation)
    {
        await _renewal.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return _key is { } current && !ReferenceEquals(current, refused)
                ? current
                : await FetchAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _renewal.Release();
        }
    }

    public override void Clear()
    {
        lock (_lock)
        {
            _cleared = true;
            _key?.Clear();
        }

        _metadata.Dispose();
    }

    private static async Task<InstanceRole?> OpenAsync(
        CredentialEnvironment environment, MetadataService metadata, string? role, CancellationToken cancellation)
    {
        InstanceRole? opened = null;
        try
        {
            role ??= await metadata.RoleAsync(cancellation).ConfigureAwait(false);
            if (role is null) return null;
            var source = new InstanceRole(environment.Clock, metadata, role);
            await source.FetchAsync(cancellation).ConfigureAwait(false);
            return opened = source;
        }
        finally
        {
            if (opened is null) metadata.Dispose();
        }
    }

    private bool IsDue(EssCredential key) =>
        key.Expires - RenewBefore <= _clock.UtcNow && _clock.UtcNow.Ticks >= Volatile.Read(ref _notBefore);

    private async Task<EssCredential> FetchAsync(CancellationToken cancellation)
    {
        Volatile.Write(ref _notBefore, (_clock.UtcNow + RenewalInterval).Ticks);
        try
        {
            EssCredential fresh = await _metadata.KeyAsync(_role, cancellation).ConfigureAwait(false);
            lock (_lock)
            {
                if (_cleared) fresh.Clear();
                _key = fresh;
            }

            return fresh;
        }
        catch (Exception e) when (Volatile.Read(ref _cleared) && e is EssException or ObjectDisposedException)
        {
            throw EssException.Of(ErrorId.Disconnected);
        }
    }
}
