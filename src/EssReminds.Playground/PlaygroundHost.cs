using System;
using System.Globalization;
using System.Management.Automation.Host;
using System.Threading;

namespace EssReminds.Playground;

/// <summary>The engine's view of this program.</summary>
internal sealed class PlaygroundHost : PSHost
{
    private readonly PlaygroundUI _ui = new();
    private int _interrupted;

    public override string Name => "EssReminds.Playground";

    public override Version Version => typeof(PlaygroundHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public bool ShouldExit { get; private set; }

    public void Interrupt() => Volatile.Write(ref _interrupted, 1);

    /// <summary>Whether Ctrl+C was pressed since the last time of asking.</summary>
    public bool Interrupted() => Interlocked.Exchange(ref _interrupted, 0) == 1;

    public void EndProgress() => _ui.EndProgress();

    public override void SetShouldExit(int exitCode) => ShouldExit = true;

    public override void EnterNestedPrompt() => throw new NotSupportedException("The playground has no nested prompts.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("The playground has no nested prompts.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
