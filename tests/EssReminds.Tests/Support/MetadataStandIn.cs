using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Credentials;
using Microsoft.AspNetCore.Http;

namespace EssReminds.Tests.Support;

/// <summary>A stand-in for the metadata service of a Tencent Cloud machine; every key it issues is a new one.</summary>
internal sealed class MetadataStandIn : IAsyncDisposable
{
    private const string KeysPath = "/latest/meta-data/cam/security-credentials/";

    private readonly ConcurrentQueue<string> _requests = new();
    private LoopbackServer _server = null!;
    private int _keys;

    public Uri Address => _server.Address;

    /// <summary>The role of the machine; null answers 404.</summary>
    public string? Role { get; set; } = "reminder";

    /// <summary>When key number n (from one) expires.</summary>
    public Func<int, DateTimeOffset> Expires { get; set; } = static _ => DateTimeOffset.UtcNow.AddHours(2);

    /// <summary>Called with each key before it is sent.</summary>
    public Action<(int Number, string Id, string Key, string Token)> Issued { get; set; } = static _ => { };

    /// <summary>Answers instead of the stand-in if it returns true.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = static _ => Task.FromResult(false);

    /// <summary>The paths requested, without their common prefix.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public int Keys => Volatile.Read(ref _keys);

    public static string SecretKey(int number) => "RoleSecretKeyRoleSecretKey" + number;

    public static string Token(int number) => "RoleTokenRoleTokenRoleToken" + number + "==";

    public static async Task<MetadataStandIn> StartAsync()
    {
        var standIn = new MetadataStandIn();
        standIn._server = await LoopbackServer.StartAsync(standIn.AnswerAsync);
        return standIn;
    }

    public CredentialEnvironment Environment(Clock? clock = null) => new()
    {
        Variable = static _ => null,
        Home = "",
        SystemFolder = "/nowhere",
        MetadataEndpoint = Address,
        Clock = clock ?? Clock.System,
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        string path = http.Request.Path;
        string asked = path.StartsWith(KeysPath, StringComparison.Ordinal) ? path[KeysPath.Length..] : path;
        _requests.Enqueue(asked);
        if (await Instead(http)) return;

        if (Role is null || (asked.Length > 0 && asked != Role)) http.Response.StatusCode = 404;
        else if (asked.Length == 0) await http.Response.WriteAsync(Role + "\n");
        else await http.Response.WriteAsync(NextKey());
    }

    private string NextKey()
    {
        int number = Interlocked.Increment(ref _keys);
        string id = "AKIDRoleRoleRoleRole" + number;
        DateTimeOffset expires = Expires(number);
        Issued((number, id, SecretKey(number), Token(number)));
        return JsonSerializer.Serialize(new
        {
            TmpSecretId = id,
            TmpSecretKey = SecretKey(number),
            Token = Token(number),
            ExpiredTime = expires.ToUnixTimeSeconds(),
            Expiration = expires.UtcDateTime,
            Code = "Success",
        });
    }
}
