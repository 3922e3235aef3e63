using System;
using System.IO;

namespace EssReminds.Credentials;

/// <summary>What the search for a key depends on: variables, files and the metadata service. Tests replace it.</summary>
internal sealed class CredentialEnvironment
{
    public static readonly Uri DefaultMetadataEndpoint = new("http://metadata.tencentyun.com");

    public Func<string, string?> Variable { get; init; } = static name =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The user's home folder; empty where there is none.</summary>
    public string Home { get; init; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>The folder of a machine-wide credentials file.</summary>
    public string SystemFolder { get; init; } = "/etc/tencentcloud";

    /// <summary>The address of a stand-in for the metadata service; null where no parameter gives one.</summary>
    public Uri? MetadataEndpoint { get; init; }

    public Clock Clock { get; init; } = Clock.System;

    /// <summary>Receives warnings for the administrator.</summary>
    public Action<string> Warn { get; init; } = static _ => { };

    /// <summary>A path in the user's home; null without a home, as a relative path would point into the current folder.</summary>
    public string? InHome(params string[] path) => Home.Length > 0 ? Path.Combine([Home, .. path]) : null;

    /// <summary>The address of the metadata service.</summary>
    /// <exception cref="EssException">The stand-in's address is malformed or not on this machine.</exception>
    public Uri MetadataAddress()
    {
        Uri? standIn = MetadataEndpoint;
        if (standIn is null && Variable("ESS_METADATA_ENDPOINT") is { } named)
            standIn = Uri.TryCreate(named, UriKind.Absolute, out Uri? address)
                ? address
                : throw EssException.Of(ErrorId.EndpointInvalid, named);
        if (standIn is null) return DefaultMetadataEndpoint;
        bool local = standIn.IsAbsoluteUri && standIn.IsLoopback
            && (standIn.Scheme == Uri.UriSchemeHttp || standIn.Scheme == Uri.UriSchemeHttps);
        return local ? standIn : throw EssException.Of(ErrorId.EndpointInvalid, Printable.Address(standIn));
    }
}
