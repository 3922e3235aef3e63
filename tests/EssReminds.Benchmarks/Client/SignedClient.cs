using System;
using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

namespace EssReminds.Benchmarks.Client;

/// <summary>What a user would write by hand: body, signature, POST, and a retry after a second where the quota refuses.</summary>
internal sealed class SignedClient : IDisposable
{
    private const string ContentType = "application/json";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http;
    private readonly ClientOptions _options;
    private readonly Uri _address;

    /// <param name="options">The endpoint, and the key and operator to call with.</param>
    /// <param name="trust">Which certificates to trust; null for those that the machine trusts.</param>
    public SignedClient(ClientOptions options, X509ChainPolicy? trust = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (trust is not null) handler.SslOptions.CertificateChainPolicy = trust;
        _http = new HttpClient(handler);
        _options = options;
        _address = new Uri(options.Endpoint);
    }

    /// <summary>Reminds up to 100 flows, retrying until the quota allows it.</summary>
    /// <returns>How many records came back.</returns>
    public async Task<int> RemindAsync(string[] ids)
    {
        while (true)
        {
            if (await TryRemindAsync(ids) is { } records) return records;
            await Task.Delay(Pause);
        }
    }

    /// <summary>Makes one call.</summary>
    /// <returns>How many records came back; null where the quota refused.</returns>
    public async Task<int?> TryRemindAsync(string[] ids)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new { Operator = new { UserId = _options.Operator }, FlowIds = ids });
        using HttpRequestMessage request = Sign(body);
        using HttpResponseMessage response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        JsonElement root = answer.RootElement.GetProperty("Response");
        if (!root.TryGetProperty("Error", out JsonElement error)) return root.GetProperty("RemindFlowRecords").GetArrayLength();

        string code = error.GetProperty("Code").GetString()!;
        return code.StartsWith("RequestLimitExceeded", StringComparison.Ordinal) ? null : throw new HttpRequestException(code);
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Sign(byte[] body)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string date = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string bodyHash = Hex(SHA256.HashData(body));
        string canonical = $"POST\n/\n\ncontent-type:{ContentType}\nhost:{_address.Authority}\n\ncontent-type;host\n{bodyHash}";
        string toSign = $"TC3-HMAC-SHA256\n{timestamp}\n{date}/ess/tc3_request\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        byte[] key = Mac(Mac(Mac(Encoding.UTF8.GetBytes("TC3" + _options.SecretKey), date), "ess"), "tc3_request");

        var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        request.Headers.TryAddWithoutValidation("Authorization",
            $"TC3-HMAC-SHA256 Credential={_options.SecretId}/{date}/ess/tc3_request, "
            + $"SignedHeaders=content-type;host, Signature={Hex(Mac(key, toSign))}");
        request.Headers.Add("X-TC-Action", "CreateFlowReminds");
        request.Headers.Add("X-TC-Version", "2020-11-11");
        request.Headers.Add("X-TC-Timestamp", timestamp);
        return request;
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
