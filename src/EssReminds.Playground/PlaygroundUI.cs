using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace EssReminds.Playground;

/// <summary>The streams of the engine on the console.</summary>
internal sealed class PlaygroundUI : PSHostUserInterface
{
    private readonly object _lock = new();
    private readonly bool _terminal = !Console.IsOutputRedirected;
    private bool _progressShown;

    public override PSHostRawUserInterface RawUI { get; } = new PlaygroundRawUI();

    public override bool SupportsVirtualTerminal => _terminal;

    public override void Write(string value)
    {
        lock (_lock)
        {
            EndProgress();
            Console.Write(value);
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => Coloured("31", value);

    public override void WriteWarningLine(string message) => Coloured("33", "WARNING: " + message);

    public override void WriteVerboseLine(string message) => Coloured("33", "VERBOSE: " + message);

    public override void WriteDebugLine(string message) => Coloured("33", "DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (!_terminal) return;
        lock (_lock)
        {
            EndProgress();
            if (record.RecordType == ProgressRecordType.Completed) return;
            string left = record.SecondsRemaining >= 0 ? $", {TimeSpan.FromSeconds(record.SecondsRemaining):mm\\:ss} left" : "";
            string line = $"{record.Activity}: {record.StatusDescription} ({record.CurrentOperation}){left}";
            int width = Math.Max(20, Console.BufferWidth - 1);
            Console.Write("\u001b[7m" + (line.Length > width ? line[..width] : line) + "\u001b[0m");
            _progressShown = true;
        }
    }

    public void EndProgress()
    {
        lock (_lock)
        {
            if (!_progressShown) return;
            Console.Write("\r\u001b[K");
            _progressShown = false;
        }
    }

    public override string ReadLine() => Console.ReadLine() ?? "";

    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        for (ConsoleKeyInfo key; (key = Console.ReadKey(intercept: true)).Key != ConsoleKey.Enter;)
        {
            if (key.Key != ConsoleKey.Backspace) secret.AppendChar(key.KeyChar);
            else if (secret.Length > 0) secret.RemoveAt(secret.Length - 1);
        }

        Console.WriteLine();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        Announce(caption, message);
        return descriptions.ToDictionary(field => field.Name, field =>
        {
            Console.Write(field.Name + ": ");
            return field.ParameterTypeFullName == typeof(SecureString).FullName
                ? PSObject.AsPSObject(ReadLineAsSecureString())
                : PSObject.AsPSObject(ReadLine());
        });
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Announce(caption, message);
        while (true)
        {
            Console.Write(string.Join("  ", choices.Select(choice => $"[{Hotkey(choice)}] {Label(choice)}")) + $" (default is \"{Hotkey(choices[defaultChoice])}\"): ");
            string answer = (Console.ReadLine() ?? "").Trim();
            if (answer.Length == 0) return defaultChoice;
            for (int i = 0; i < choices.Count; i++)
                if (answer.Equals(Hotkey(choices[i]), StringComparison.OrdinalIgnoreCase) || answer.Equals(Label(choices[i]), StringComparison.OrdinalIgnoreCase)) return i;
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
    {
        Announce(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Console.Write("User: ");
            userName = ReadLine();
        }

        Console.Write(string.Format(CultureInfo.CurrentCulture, "Password for user {0}: ", userName));
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    private static string Label(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    private static string Hotkey(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label.Substring(mark + 1, 1) : choice.Label;
    }

    private void Announce(string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption)) WriteLine(caption);
        if (!string.IsNullOrEmpty(message)) WriteLine(message);
    }

    private void Coloured(string colour, string text) => WriteLine(_terminal ? $"\u001b[{colour}m{text}\u001b[0m" : text);
}
