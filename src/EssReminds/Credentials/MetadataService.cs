using System;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Credentials;

/// <summary>The metadata service of a Tencent Cloud machine, which knows its role and the role's temporary key.</summary>
internal sealed class MetadataService : IDisposable
{
    private const string KeysPath = "/latest/meta-data/cam/security-credentials/";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    // Checked because some networks outside the cloud resolve every name and answer with a web page.
    private static readonly Regex RoleName = new("^[A-Za-z0-9_+=,.@-]{1,128}$", RegexOptions.CultureInvariant);

    private readonly HttpClient _http;

    public MetadataService(Uri address) => _http = new HttpClient(new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = address,
        Timeout = Timeout,
        MaxResponseContentBufferSize = 64 * 1024,
    };

    /// <summary>The role bound to this machine; null where there is none.</summary>
    /// <exception cref="EssException">The service does not answer (then there is an inner exception), or answers an error.</exception>
    public async Task<string?> RoleAsync(CancellationToken cancellation)
    {
        string? answer = await AskAsync(KeysPath, cancellation).ConfigureAwait(false);
        return answer?.Trim() is { } name && RoleName.IsMatch(name) ? name : null;
    }

    /// <summary>A temporary key of a role.</summary>
    /// <exception cref="EssException">The service does not answer, or has no key for this role.</exception>
    public async Task<EssCredential> KeyAsync(string role, CancellationToken cancellation)
    {
        string? text = await AskAsync(KeysPath + Uri.EscapeDataString(role), cancellation).ConfigureAwait(false);
        RoleKey? key = null;
        try
        {
            if (text is not null) key = JsonSerializer.Deserialize(text, CredentialJson.Default.RoleKey);
        }
        catch (JsonException)
        {
            // Reported below, without the text, which may contain the key.
        }

        return key is { TmpSecretId: { } id, TmpSecretKey: { } secret, Code: null or "Success" }
            ? KeyRules.Check(id, secret.ToCharArray(), key.Token, _ => "InstanceRole " + role, UnixTime.Read(key.ExpiredTime))
            : throw EssException.Of(ErrorId.InstanceRoleUnavailable, Texts.Format("NoRoleKey", role));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The service's answer; null for status 404.</summary>
    private async Task<string?> AskAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage response = await _http.GetAsync(path, cancellation).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound) return null;
            if (response.StatusCode != HttpStatusCode.OK)
                throw EssException.Of(
                    ErrorId.InstanceRoleUnavailable, _http.BaseAddress + ": " + Texts.Format("AnswerStatus", (int)response.StatusCode));
            return await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw EssException.Of(ErrorId.InstanceRoleUnavailable, e, Texts.Format("NoMetadata", _http.BaseAddress));
        }
    }
}
