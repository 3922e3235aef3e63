using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

/// <summary>A plain client that signs by the protocol's formula and shares no code with the module or the emulator.</summary>
internal sealed class SigningClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _address;

    public SigningClient(EmulatorHost emulator)
    {
        _address = emulator.Address;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        if (emulator.CaFile is { } file) handler.SslOptions.CertificateChainPolicy = Trusting(file);
        _http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
    }

    /// <summary>Accepts certificates of the authority in a PEM file, and no others.</summary>
    public static X509ChainPolicy Trusting(string caFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return policy;
    }

    public string SecretId { get; set; } = EmulatorKeys.SecretId;

    public string SecretKey { get; set; } = EmulatorKeys.SecretKey;

    public string? Token { get; set; }

    public string? Language { get; set; }

    public string Action { get; set; } = "CreateFlowReminds";

    public string Version { get; set; } = "2020-11-11";

    /// <summary>The product's name in the signature's scope.</summary>
    public string Service { get; set; } = "ess";

    public TimeSpan ClockOffset { get; set; }

    /// <summary>Whether x-tc-action is signed too, as some official SDKs do.</summary>
    public bool SignsAction { get; set; }

    public static string Body(params IEnumerable<string> flowIds) =>
        JsonSerializer.Serialize(new { Operator = new { UserId = "yDxUser" }, FlowIds = flowIds.ToArray() });

    public void Dispose() => _http.Dispose();

    /// <summary>Reminds flows and returns the answer's Response.</summary>
    public Task<JsonNode> RemindAsync(params IEnumerable<string> flowIds) => CallAsync(Body(flowIds));

    public async Task<JsonNode> CallAsync(string body)
    {
        using HttpResponseMessage response = await SendAsync(body);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        JsonNode root = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.NotEmpty((string)root["Response"]!["RequestId"]!);
        return root["Response"]!;
    }

    public async Task<string?> ErrorCodeAsync(string body) => (string?)(await CallAsync(body))["Error"]?["Code"];

    public async Task<HttpResponseMessage> SendAsync(string body, Action<HttpRequestMessage>? change = null)
    {
        using HttpRequestMessage request = Sign(Encoding.UTF8.GetBytes(body));
        change?.Invoke(request);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private HttpRequestMessage Sign(byte[] body)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow + ClockOffset;
        string timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string date = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string action = SignsAction ? $"x-tc-action:{Action.ToLowerInvariant()}\n" : "";
        string signed = SignsAction ? "content-type;host;x-tc-action" : "content-type;host";
        string headers = $"content-type:application/json\nhost:{_address.Authority}\n{action}";
        string canonical = $"POST\n/\n\n{headers}\n{signed}\n{Hex(SHA256.HashData(body))}";
        string scope = $"{date}/{Service}/tc3_request";
        string toSign = $"TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        byte[] key = Mac(Mac(Mac(Encoding.UTF8.GetBytes("TC3" + SecretKey), date), Service), "tc3_request");
        string authorization = $"TC3-HMAC-SHA256 Credential={SecretId}/{scope}, SignedHeaders={signed}, Signature={Hex(Mac(key, toSign))}";

        var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.Add("X-TC-Action", Action);
        request.Headers.Add("X-TC-Version", Version);
        request.Headers.Add("X-TC-Timestamp", timestamp);
        if (Token is not null) request.Headers.Add("X-TC-Token", Token);
        if (Language is not null) request.Headers.Add("X-TC-Language", Language);
        return request;
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
