using System.Globalization;
using System.Resources;
using System.Threading;

namespace EssReminds.Platform;

/// <summary>The module's messages in the session's language. An error's message is named like its error id.</summary>
internal static class Texts
{
    private static readonly ResourceManager Manager = new("EssReminds.Platform.Texts", typeof(Texts).Assembly);

    // powershell.exe targets .NET Framework 4.0, where a thread's cultures do not flow to its tasks.
    private static readonly AsyncLocal<Session?> Ambient = new();

    private static CultureInfo Language => Ambient.Value?.Language ?? CultureInfo.CurrentUICulture;

    /// <summary>The text in the session's language: on the pipeline thread always, in a task after <see cref="Session.Enter"/>.</summary>
    public static string Get(string name) => Manager.GetString(name, Language) ?? throw new MissingManifestResourceException(name);

    public static string Format(string name, params object?[] values) =>
        string.Format(Ambient.Value?.Formats ?? CultureInfo.CurrentCulture, Get(name), values);

    /// <summary>The recommended action for an error; null where there is none.</summary>
    public static string? Action(string errorId) => Manager.GetString(errorId + "_Action", Language);

    /// <summary>Captures the cultures of the thread that creates it, for tasks that format texts.</summary>
    internal sealed class Session
    {
        public CultureInfo Language { get; } = CultureInfo.CurrentUICulture;

        public CultureInfo Formats { get; } = CultureInfo.CurrentCulture;

        /// <summary>Applies these cultures to the calling task and whatever it awaits.</summary>
        public void Enter() => Ambient.Value = this;
    }
}
