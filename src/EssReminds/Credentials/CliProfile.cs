using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using EssReminds.Resources;

namespace EssReminds.Credentials;

/// <summary>The profiles of Tencent Cloud's command line tool (tccli): a JSON file each.</summary>
internal static class CliProfile
{
    private const string Extension = ".credential";

    /// <summary>The key of a profile, or null where there is none of that name.</summary>
    /// <exception cref="EssException">The file is broken, or its login has expired.</exception>
    public static CredentialSource? Find(CredentialEnvironment environment, string? profile)
    {
        string name = profile ?? environment.Variable("TCCLI_PROFILE") ?? "default";
        if (name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) return null;
        string path = environment.InHome(".tccli", name + Extension);
        if (!File.Exists(path)) return null;

        CliProfileFile file = Read(path);
        if (file.Type == "cvm-role") return InstanceRole.Connect(environment, null);

        DateTimeOffset? expires = file.ExpiresAt is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        if (expires <= environment.Clock.UtcNow)
            throw EssException.Of(ErrorId.ProfileExpired, name, expires, LoginCommand(file.Type, name));
        if (file.SecretId is null || file.SecretKey is null)
            throw Broken(path, 1, Texts.Format("ValueMissing", name, file.SecretId is null ? "secretId" : "secretKey"));

        if (UnixFiles.IsReadableByOthers(path)) environment.Warn(Texts.Format("CredentialsReadable", path));
        return new FixedCredentialSource("CliProfile " + name, KeyRules.Check(file.SecretId, file.SecretKey, file.Token, path, expires));
    }

    /// <summary>The names of the profiles, for completion.</summary>
    public static IEnumerable<string> ProfileNames(CredentialEnvironment environment)
    {
        string folder = environment.InHome(".tccli");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*" + Extension).Select(path => Path.GetFileNameWithoutExtension(path))
            : [];
    }

    private static CliProfileFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), CredentialJson.Default.CliProfileFile)
                ?? throw Broken(path, 1, Texts.Get("NotAnObject"));
        }
        catch (JsonException e)
        {
            throw EssException.Of(ErrorId.CredentialSourceBroken, e, path + ":" + ((e.LineNumber ?? 0) + 1) + ": " + Texts.Get("JsonMalformed"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EssException.Of(ErrorId.CredentialSourceBroken, e, Texts.Format("FileUnreadable", path, e.Message));
        }
    }

    private static string LoginCommand(string? type, string profile) =>
        type == "sso" ? "tccli sso login --profile " + profile : "tccli auth login --profile " + profile;

    private static EssException Broken(string path, int line, string why) =>
        EssException.Of(ErrorId.CredentialSourceBroken, path + ":" + line + ": " + why);
}
