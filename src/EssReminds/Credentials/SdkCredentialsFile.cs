using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using EssReminds.Resources;

namespace EssReminds.Credentials;

/// <summary>The credentials file of Tencent Cloud's SDKs: an ini file with a section a profile.</summary>
internal static class SdkCredentialsFile
{
    public const string DefaultSection = "default";

    /// <summary>The key of a section, or null where there is no file (or, for a named profile, no such section).</summary>
    /// <exception cref="EssException">The file cannot be read, or the section is broken.</exception>
    public static CredentialSource? Find(CredentialEnvironment environment, string? profile)
    {
        if (PathOf(environment) is not { } path) return null;

        Dictionary<string, Section> sections = Read(path);
        if (!sections.TryGetValue(profile ?? DefaultSection, out Section? section))
            return profile is not null ? null : throw Broken(path, 1, Texts.Format("SectionMissing", DefaultSection));

        if (UnixFiles.IsReadableByOthers(path)) environment.Warn(Texts.Format("CredentialsReadable", path));
        string place = path + ":" + section.Line;
        EssCredential credential = KeyRules.Check(
            section.Require(path, "secret_id"), section.Require(path, "secret_key"), section.Find("token"), place);
        return new FixedCredentialSource("SdkFile [" + section.Name + "]", credential);
    }

    /// <summary>The sections of the file, for completion; none where it cannot be read.</summary>
    public static IEnumerable<string> ProfileNames(CredentialEnvironment environment)
    {
        try
        {
            return PathOf(environment) is { } path ? Read(path).Keys.ToArray() : [];
        }
        catch (EssException)
        {
            return [];
        }
    }

    private static string? PathOf(CredentialEnvironment environment)
    {
        if (environment.Variable("TENCENTCLOUD_CREDENTIALS_FILE") is { } named)
            return File.Exists(named) ? named : throw Broken(named, 1, Texts.Get("FileMissing"));

        string[] paths = [environment.InHome(".tencentcloud", "credentials"), Path.Combine(environment.SystemFolder, "credentials")];
        return paths.FirstOrDefault(File.Exists);
    }

    private static Dictionary<string, Section> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EssException.Of(ErrorId.CredentialSourceBroken, e, Texts.Format("FileUnreadable", path, e.Message));
        }

        var sections = new Dictionary<string, Section>(StringComparer.Ordinal);
        Section? current = null;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] is '#' or ';') continue;
            if (line[0] == '[' && line[line.Length - 1] == ']')
            {
                string name = line.Substring(1, line.Length - 2).Trim();
                sections[name] = current = new Section(name, i + 1);
                continue;
            }

            int equals = line.IndexOf('=');
            if (equals <= 0 || current is null) throw Broken(path, i + 1, Texts.Get(current is null ? "LineOutsideSection" : "LineWithoutEquals"));
            current.Values[line.Substring(0, equals).Trim()] = line.Substring(equals + 1).Trim();
        }

        return sections;
    }

    private static EssException Broken(string path, int line, string why) =>
        EssException.Of(ErrorId.CredentialSourceBroken, path + ":" + line + ": " + why);

    private sealed class Section
    {
        public Section(string name, int line) => (Name, Line) = (name, line);

        public string Name { get; }
        public int Line { get; }
        public Dictionary<string, string> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

        public string? Find(string key) => Values.TryGetValue(key, out string? value) && value.Length > 0 ? value : null;

        public string Require(string path, string key) => Find(key) ?? throw Broken(path, Line, Texts.Format("ValueMissing", Name, key));
    }
}
