using System.Globalization;
using System.Resources;

namespace EssReminds.Resources;

/// <summary>The module's texts, in the language of the session. The name of an error's text is its error id.</summary>
internal static class Texts
{
    private static readonly ResourceManager Manager = new("EssReminds.Resources.Texts", typeof(Texts).Assembly);

    /// <summary>The text in <see cref="CultureInfo.CurrentUICulture"/>: call it on the pipeline thread, which has the session's.</summary>
    public static string Get(string name) =>
        Manager.GetString(name, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException(name);

    public static string Format(string name, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, Get(name), values);

    /// <summary>What to do about an error: the text beside the error's own.</summary>
    public static string? Action(string errorId) =>
        Manager.GetString(errorId + "_Action", CultureInfo.CurrentUICulture);
}
