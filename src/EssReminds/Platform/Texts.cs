using System.Globalization;
using System.Resources;
using System.Threading;

namespace EssReminds.Platform;

/// <summary>The module's texts, in the language of the session. The name of an error's text is its error id.</summary>
internal static class Texts
{
    private static readonly ResourceManager Manager = new("EssReminds.Platform.Texts", typeof(Texts).Assembly);

    // Windows PowerShell runs as a program for .NET Framework 4.0, where a thread's cultures do not follow work to other threads.
    private static readonly AsyncLocal<Session?> Ambient = new();

    private static CultureInfo Language => Ambient.Value?.Language ?? CultureInfo.CurrentUICulture;

    /// <summary>The text in the session's language; the pipeline thread has it anyway, a task after <see cref="Session.Enter"/>.</summary>
    public static string Get(string name) => Manager.GetString(name, Language) ?? throw new MissingManifestResourceException(name);

    public static string Format(string name, params object?[] values) =>
        string.Format(Ambient.Value?.Formats ?? CultureInfo.CurrentCulture, Get(name), values);

    /// <summary>What to do about an error: the text beside the error's own.</summary>
    public static string? Action(string errorId) => Manager.GetString(errorId + "_Action", Language);

    /// <summary>The cultures of the thread that makes it, for tasks that make texts.</summary>
    internal sealed class Session
    {
        public CultureInfo Language { get; } = CultureInfo.CurrentUICulture;

        public CultureInfo Formats { get; } = CultureInfo.CurrentCulture;

        /// <summary>Makes texts in these cultures, in the calling task and whatever it awaits.</summary>
        public void Enter() => Ambient.Value = this;
    }
}
