using System;
using System.IO;

namespace EssReminds.Credentials;

/// <summary>What the search for a key looks at: variables, files and the metadata service. Tests bring their own.</summary>
internal sealed class CredentialEnvironment
{
    public static readonly Uri DefaultMetadataEndpoint = new("http://metadata.tencentyun.com");

    public Func<string, string?> Variable { get; init; } = static name =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The user's home folder; empty where there is none.</summary>
    public string Home { get; init; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Where a machine-wide credentials file lies.</summary>
    public string SystemFolder { get; init; } = "/etc/tencentcloud";

    public Uri MetadataEndpoint { get; init; } = DefaultMetadataEndpoint;

    public Clock Clock { get; init; } = Clock.System;

    /// <summary>Called with what an administrator should know though it stops nothing.</summary>
    public Action<string> Warn { get; init; } = static _ => { };

    public string InHome(params string[] path) => Path.Combine([Home, .. path]);

    public string? First(params string[] names)
    {
        foreach (string name in names)
            if (Variable(name) is { } value) return value;

        return null;
    }
}
