using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace EssReminds.Tests.Support;

/// <summary>A host whose screen is a string, and that keeps every progress record.</summary>
internal sealed class RecordingHost : PSHost
{
    private readonly Screen _screen;
    private readonly CultureInfo _language;

    /// <param name="language">The user's language.</param>
    /// <param name="terminal">Whether the screen is a terminal that shows colours, or redirected.</param>
    public RecordingHost(string language = "en-US", bool terminal = false)
    {
        _language = CultureInfo.GetCultureInfo(language);
        _screen = new Screen(terminal);
    }

    public override string Name => "Recorder";

    public override Version Version => new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => _language;

    public override CultureInfo CurrentUICulture => _language;

    public override PSHostUserInterface UI => _screen;

    /// <summary>What the user chooses when the session asks; null for a session that cannot ask.</summary>
    public int? Choice { get => _screen.Choice; init => _screen.Choice = value; }

    /// <summary>The text on the screen.</summary>
    public string Text => _screen.Text;

    public IReadOnlyList<(long Source, ProgressRecord Record)> Progress => [.. _screen.Progress];

    /// <summary>Called with each progress record, on the thread that writes it.</summary>
    public Action<ProgressRecord>? OnProgress { get => _screen.OnProgress; set => _screen.OnProgress = value; }

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class Screen(bool terminal) : PSHostUserInterface
    {
        private readonly StringBuilder _text = new();

        public string Text
        {
            get { lock (_text) return _text.ToString(); }
        }

        public ConcurrentQueue<(long Source, ProgressRecord Record)> Progress { get; } = new();

        public Action<ProgressRecord>? OnProgress { get; set; }

        public int? Choice { get; set; }

        public override PSHostRawUserInterface RawUI { get; } = new Glass();

        public override bool SupportsVirtualTerminal => terminal;

        public override void Write(string value)
        {
            // As PowerShell's own console does.
            lock (_text) _text.Append(GetOutputString(value, terminal));
        }

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value) => Write(value + "\n");

        public override void WriteErrorLine(string value) => WriteLine(value);

        public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

        public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

        public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
            Progress.Enqueue((sourceId, record));
            OnProgress?.Invoke(record);
        }

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException();

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
            Choice ?? throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes,
            PSCredentialUIOptions options) =>
            throw new NotSupportedException();
    }

    private sealed class Glass : PSHostRawUserInterface
    {
        public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

        public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.White;

        public override Size BufferSize { get; set; } = new(100, 1000);

        public override Coordinates CursorPosition { get; set; }

        public override int CursorSize { get; set; }

        public override bool KeyAvailable => false;

        public override Size MaxPhysicalWindowSize => new(100, 50);

        public override Size MaxWindowSize => new(100, 50);

        public override Coordinates WindowPosition { get; set; }

        public override Size WindowSize { get; set; } = new(100, 50);

        public override string WindowTitle { get; set; } = "";

        // As consoles count: a Chinese character takes two cells.
        public override int LengthInBufferCells(string source) => source.Sum(LengthInBufferCells);

        public override int LengthInBufferCells(char source) => EssReminds.Help.Output.TextLayout.IsWide(source) ? 2 : 1;

        public override void FlushInputBuffer()
        {
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
            throw new NotSupportedException();

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();
    }
}
