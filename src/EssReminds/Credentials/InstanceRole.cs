using System;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Resources;

namespace EssReminds.Credentials;

/// <summary>The role bound to a Tencent Cloud machine: a temporary key that is fetched anew in time, by one caller only.</summary>
internal sealed class InstanceRole : CredentialSource
{
    /// <summary>As the SDKs do: a key is renewed this long before it expires.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(300);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private const string KeysPath = "/latest/meta-data/cam/security-credentials/";

    private readonly CredentialEnvironment _environment;
    private readonly HttpClient _http;
    private readonly string _role;
    private readonly SemaphoreSlim _renewal = new(1, 1);
    private EssCredential? _key;

    private InstanceRole(CredentialEnvironment environment, HttpClient http, string role)
        : base("InstanceRole " + role) => (_environment, _http, _role) = (environment, http, role);

    public override string QuotaKey => "role/" + _role;

    /// <summary>The role of this machine, or null where it has none and none was asked for by name.</summary>
    /// <exception cref="EssException">The metadata service cannot be reached or knows no such role, and a role was asked for.</exception>
    public static CredentialSource? Find(CredentialEnvironment environment)
    {
        try
        {
            return Connect(environment, null);
        }
        catch (EssException e) when (e.ErrorId == ErrorId.InstanceRoleUnavailable)
        {
            return null;
        }
    }

    /// <param name="environment">Names the metadata service.</param>
    /// <param name="role">The role's name; null asks the machine.</param>
    /// <exception cref="EssException">There is no such role, or no metadata service.</exception>
    public static CredentialSource Connect(CredentialEnvironment environment, string? role)
    {
        Uri endpoint = environment.MetadataEndpoint;
        if (endpoint != CredentialEnvironment.DefaultMetadataEndpoint && !endpoint.IsLoopback)
            throw EssException.Of(ErrorId.EndpointInvalid, endpoint);

        var http = new HttpClient(new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = endpoint,
            Timeout = Timeout,
            MaxResponseContentBufferSize = 64 * 1024,
        };
        role ??= Ask(http, KeysPath).GetAwaiter().GetResult()?.Trim();
        if (string.IsNullOrEmpty(role)) throw EssException.Of(ErrorId.InstanceRoleUnavailable, Texts.Get("NoRole"));

        var source = new InstanceRole(environment, http, role!);
        source.GetAsync(CancellationToken.None).GetAwaiter().GetResult();
        return source;
    }

    public override async Task<EssCredential> GetAsync(CancellationToken cancellation)
    {
        EssCredential? key = Volatile.Read(ref _key);
        if (key is not null && !IsDue(key)) return key;

        await _renewal.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_key is { } current && !IsDue(current)) return current;
            return await FetchAsync().ConfigureAwait(false);
        }
        catch (EssException) when (_key is { } old && old.Expires > _environment.Clock.UtcNow)
        {
            return old; // still good: the next call tries again
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
            return _key is { } current && !ReferenceEquals(current, refused) ? current : await FetchAsync().ConfigureAwait(false);
        }
        finally
        {
            _renewal.Release();
        }
    }

    public override void Clear()
    {
        _key?.Clear();
        _http.Dispose();
    }

    private bool IsDue(EssCredential key) => key.Expires - Ahead <= _environment.Clock.UtcNow;

    private async Task<EssCredential> FetchAsync()
    {
        string? text = await Ask(_http, KeysPath + Uri.EscapeDataString(_role)).ConfigureAwait(false);
        RoleKey? key = null;
        try
        {
            if (text is not null) key = JsonSerializer.Deserialize(text, CredentialJson.Default.RoleKey);
        }
        catch (JsonException)
        {
            // Said below
        }

        if (key is not { TmpSecretId: { } id, TmpSecretKey: { } secret, Code: null or "Success" })
            throw EssException.Of(ErrorId.InstanceRoleUnavailable, Texts.Format("NoRoleKey", _role));

        EssCredential fresh = KeyRules.Check(id, secret, key.Token, Description, DateTimeOffset.FromUnixTimeSeconds(key.ExpiredTime));
        Volatile.Write(ref _key, fresh);
        return fresh;
    }

    /// <summary>The metadata service's answer; null where it says 404.</summary>
    private static async Task<string?> Ask(HttpClient http, string path)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync(path).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound) return null;
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            throw EssException.Of(ErrorId.InstanceRoleUnavailable, e, Texts.Format("NoMetadata", http.BaseAddress));
        }
    }
}
