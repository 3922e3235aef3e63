using System;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Threading;
using EssReminds.Reminding;
using EssReminds.Resources;

namespace EssReminds.Commands;

/// <summary>The progress bar of a run: after a second, at most five times a second, and gone on every path.</summary>
internal sealed class RunProgress
{
    private const int ActivityId = 0;
    private static readonly long FirstAfter = TimeSpan.TicksPerSecond;
    private static readonly long Every = TimeSpan.TicksPerSecond / 5;

    // A source of its own lets Dispose take the bar away, where a cmdlet may write no more.
    private static long _lastSource = long.MaxValue / 2;

    private readonly Cmdlet _cmdlet;
    private readonly PSHost _host;
    private readonly int? _total;
    private readonly bool _silent;
    private readonly long _source = Interlocked.Increment(ref _lastSource);
    private readonly long _started = Clock.System.Ticks;
    private long _next;
    private bool _shown;

    /// <param name="cmdlet">The running cmdlet.</param>
    /// <param name="total">The number of ids, where it is known.</param>
    public RunProgress(PSCmdlet cmdlet, int? total)
    {
        _cmdlet = cmdlet;
        _host = cmdlet.Host;
        _total = total;
        _silent = cmdlet.GetVariableValue("ProgressPreference") is ActionPreference.SilentlyContinue or ActionPreference.Ignore;
        _next = _started + FirstAfter;
    }

    public double Seconds => (Clock.System.Ticks - _started) / (double)TimeSpan.TicksPerSecond;

    public void Show(RunTotals totals)
    {
        if (_silent) return;
        long now = Clock.System.Ticks;
        if (now < _next) return;
        _next = now + Every;
        _shown = true;

        double seconds = Seconds;
        var record = new ProgressRecord(ActivityId, Texts.Get("ProgressActivity"), Texts.Format(
            "ProgressStatus", totals.Done, _total ?? totals.Known, totals.Calls / seconds, totals.Refusals))
        {
            CurrentOperation = totals.Describe(),
        };
        if (_total is { } total && total > 0)
        {
            double share = Math.Min(1, totals.Done / (double)total);
            record.PercentComplete = (int)(100 * share);
            if (share > 0) record.SecondsRemaining = (int)Math.Ceiling(seconds * (1 - share) / share);
        }

        _cmdlet.CommandRuntime.WriteProgress(_source, record);
    }

    /// <summary>Takes the bar away; allowed at any time.</summary>
    public void Complete()
    {
        if (!_shown) return;
        _shown = false;
        try
        {
            _host.UI?.WriteProgress(_source, new ProgressRecord(ActivityId, Texts.Get("ProgressActivity"), " ") { RecordType = ProgressRecordType.Completed });
        }
        catch (Exception e) when (e is HostException or NotImplementedException or InvalidOperationException)
        {
            // A host without a screen has no bar to take away.
        }
    }
}
