using System;
using System.Collections.Generic;
using System.IO;
using EssReminds.Credentials;

namespace EssReminds.Tests.Support;

/// <summary>A home folder and an environment of the test's own, without a metadata service unless one is set.</summary>
internal sealed class TemporaryHome : IDisposable
{
    // Nothing listens on the "discard" port, so connections are refused at once.
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    public string Folder { get; } = Directory.CreateTempSubdirectory("ess home ").FullName;

    public Dictionary<string, string> Variables { get; } = [];

    public List<string> Warnings { get; } = [];

    public TestClock Clock { get; } = new();

    public Uri Metadata { get; set; } = Nowhere;

    public string SdkFile => Path.Combine(Folder, ".tencentcloud", "credentials");

    public string SystemFile => Path.Combine(Folder, "etc", "credentials");

    public CredentialEnvironment Environment => new()
    {
        Variable = name => Variables.GetValueOrDefault(name),
        Home = Folder,
        SystemFolder = Path.Combine(Folder, "etc"),
        MetadataEndpoint = Metadata,
        Clock = Clock,
        Warn = Warnings.Add,
    };

    public string CliFile(string profile) => Path.Combine(Folder, ".tccli", profile + ".credential");

    /// <summary>Writes a file that only its owner can read.</summary>
    public static string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
