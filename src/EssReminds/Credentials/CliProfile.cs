using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;

namespace EssReminds.Credentials;

/// <summary>Reads the profiles of Tencent Cloud's command line tool (tccli), one JSON file each.</summary>
internal static class CliProfile
{
    private const string Extension = ".credential";
    private const string ProfileVariable = "TCCLI_PROFILE";

    /// <summary>The key of a profile; null where there is no profile of that name.</summary>
    /// <exception cref="EssException">
    /// The file is broken, its login has expired, it assumes a role, or the environment names a profile that does not exist.
    /// </exception>
    public static CredentialSource? Find(CredentialEnvironment environment, string? profile, CancellationToken cancellation)
    {
        string? chosen = profile is null ? environment.Variable(ProfileVariable) : null;
        string name = profile ?? chosen ?? "default";
        if (PathOf(environment, name) is not { } path || !CredentialFile.Exists(path))
        {
            // A profile named explicitly must exist: falling back to another source would use another identity.
            return chosen is null ? null : throw EssException.Of(
                ErrorId.CredentialSourceBroken, Texts.Format("FileUnreadable", chosen, Texts.Format("FileMissing", ProfileVariable)));
        }

        string text = CredentialFile.Read(path);
        CliProfileFile file = Parse(path, text);
        if (file.Type == "cvm-role") return InstanceRole.Connect(environment, null, cancellation);
        AssumedRole.Refuse(file.RoleArn, CredentialFile.Place(path, LineOf(text, "\"role-arn\"")));

        DateTimeOffset? expires = file.ExpiresAt is { } seconds ? UnixTime.Read(seconds) : null;
        if (expires <= environment.Clock.UtcNow)
            throw EssException.Of(ErrorId.ProfileExpired, name, expires, LoginCommand(file.Type, name));
        if (file.SecretId is null || file.SecretKey is null)
        {
            throw CredentialFile.Broken(path, 1, file.Type is "oauth" or "sso"
                ? Texts.Format("NotLoggedIn", LoginCommand(file.Type, name))
                : Texts.Format("ValueMissing", name, file.SecretId is null ? "secretId" : "secretKey"));
        }

        CredentialFile.WarnIfReadableByOthers(environment, path);
        EssCredential credential = KeyRules.Check(file.SecretId, file.SecretKey.ToCharArray(), file.Token, Place, expires);
        return new FixedCredentialSource("CliProfile " + name, credential);

        string Place(string part) => CredentialFile.Place(path, LineOf(text, part switch
        {
            KeyRules.SecretId => "\"secretId\"",
            KeyRules.SecretKey => "\"secretKey\"",
            _ => "\"token\"",
        }));
    }

    /// <summary>The names of the profiles, for completion.</summary>
    public static IEnumerable<string> ProfileNames(CredentialEnvironment environment)
    {
        try
        {
            return environment.InHome(".tccli") is { } folder && Directory.Exists(folder)
                ? Directory.GetFiles(folder, "*" + Extension).Select(path => Path.GetFileNameWithoutExtension(path))
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? PathOf(CredentialEnvironment environment, string name) =>
        name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0 ? environment.InHome(".tccli", name + Extension) : null;

    private static CliProfileFile Parse(string path, string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, CredentialJson.Default.CliProfileFile)
                ?? throw CredentialFile.Broken(path, 1, Texts.Get("NotAnObject"));
        }
        catch (JsonException e)
        {
            // Without the inner exception: its message quotes the text at the error, which may be the key.
            throw CredentialFile.Broken(path, (int)(e.LineNumber ?? 0) + 1, Texts.Get("JsonMalformed"));
        }
    }

    private static int LineOf(string text, string property)
    {
        int at = text.IndexOf(property, StringComparison.Ordinal);
        return 1 + text.Take(Math.Max(at, 0)).Count(c => c == '\n');
    }

    // Quoted, so that the command can be pasted into a shell.
    private static string LoginCommand(string? type, string profile) =>
        "tccli " + (type == "sso" ? "sso" : "auth") + " login --profile "
        + (profile.Any(char.IsWhiteSpace) ? "\"" + profile + "\"" : profile);
}
