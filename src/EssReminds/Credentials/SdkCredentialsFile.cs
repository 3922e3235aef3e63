using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace EssReminds.Credentials;

/// <summary>Reads the credentials file of Tencent Cloud's SDKs: an INI file with a section per profile.</summary>
internal static class SdkCredentialsFile
{
    public const string DefaultSection = "default";

    private static readonly char[] Separators = ['=', ':'];
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];

    /// <summary>The key of a section; null where there is no file (or, for a named profile, no such section).</summary>
    /// <exception cref="EssException">The file cannot be read, or the section is broken.</exception>
    public static CredentialSource? Find(CredentialEnvironment environment, string? profile)
    {
        if (PathOf(environment) is not { } path) return null;

        Dictionary<string, Section> sections = Read(path);
        if (!sections.TryGetValue(profile ?? DefaultSection, out Section? section))
            return profile is not null ? null : throw CredentialFile.Broken(path, 1, Texts.Format("SectionMissing", DefaultSection));

        CredentialFile.WarnIfReadableByOthers(environment, path);
        EssCredential credential = KeyRules.Check(
            section.Require("secret_id"), section.Require("secret_key").ToCharArray(), section.Find("token"), Place);
        return new FixedCredentialSource("SdkFile [" + section.Name + "]", credential);

        string Place(string part) => section.Place(part switch
        {
            KeyRules.SecretId => "secret_id",
            KeyRules.SecretKey => "secret_key",
            _ => "token",
        });
    }

    /// <summary>The names of the sections, for completion; none where the file cannot be read.</summary>
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
        {
            return CredentialFile.Exists(named) ? named : throw EssException.Of(
                ErrorId.CredentialSourceBroken,
                Texts.Format("FileUnreadable", named, Texts.Format("FileMissing", "TENCENTCLOUD_CREDENTIALS_FILE")));
        }

        string?[] paths = [environment.InHome(".tencentcloud", "credentials"), Path.Combine(environment.SystemFolder, "credentials")];
        return paths.FirstOrDefault(path => path is not null && CredentialFile.Exists(path));
    }

    private static Dictionary<string, Section> Read(string path)
    {
        var sections = new Dictionary<string, Section>(StringComparer.Ordinal);
        Section? current = null;
        string[] lines = CredentialFile.Read(path).Split(LineEnds, StringSplitOptions.None);
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] is '#' or ';') continue;
            if (line[0] == '[' && line[line.Length - 1] == ']')
            {
                string name = line.Substring(1, line.Length - 2).Trim();
                if (sections.ContainsKey(name)) throw CredentialFile.Broken(path, i + 1, Texts.Format("GivenTwice", name));
                sections[name] = current = new Section(path, name, i + 1);
                continue;
            }

            int separator = line.IndexOfAny(Separators);
            if (separator <= 0 || current is null)
                throw CredentialFile.Broken(path, i + 1, Texts.Get(current is null ? "LineOutsideSection" : "LineWithoutEquals"));
            current.Add(line.Substring(0, separator).Trim(), line.Substring(separator + 1).Trim(), i + 1);
        }

        return sections;
    }

    private sealed class Section(string path, string name, int line)
    {
        private readonly Dictionary<string, (string Text, int Line)> _values = new(StringComparer.OrdinalIgnoreCase);

        public string Name => name;

        public void Add(string key, string text, int atLine)
        {
            if (_values.ContainsKey(key)) throw CredentialFile.Broken(path, atLine, Texts.Format("GivenTwice", key));
            _values[key] = (text, atLine);
        }

        public string? Find(string key) =>
            _values.TryGetValue(key, out (string Text, int Line) value) && value.Text.Length > 0 ? value.Text : null;

        public string Require(string key) =>
            Find(key) ?? throw CredentialFile.Broken(path, LineOf(key), Texts.Format("ValueMissing", name, key));

        public string Place(string key) => CredentialFile.Place(path, LineOf(key));

        private int LineOf(string key) => _values.TryGetValue(key, out (string Text, int Line) value) ? value.Line : line;
    }
}
