using System;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Runtime.CompilerServices;
using System.Threading;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>
/// A run's progress bar: shown after one second, updated at most five times a second, and removed however the run ends.
/// </summary>
internal sealed class RunProgress
{
    private static readonly long FirstAfter = TimeSpan.TicksPerSecond;
    private static readonly long Every = TimeSpan.TicksPerSecond / 5;

    // PowerShell numbers progress sources from one. With a source of our own, Dispose can remove the bar through the host, when the
    // cmdlet may no longer write. ForEach-Object -Parallel drops the source, so the activity id is unique as well.
    private const long FirstSource = long.MaxValue / 2;
    private const int FirstActivity = 1_000_000;
    private static int _lastRun;

    private readonly Cmdlet _cmdlet;
    private readonly PSHost _host;
    private readonly Clock _clock;
    private readonly int? _total;
    private readonly string _activity;
    private readonly bool _silent;
    private readonly int _run = Interlocked.Increment(ref _lastRun);
    private readonly long _started;
    private long _next;
    private bool _shown;

    /// <param name="cmdlet">The running cmdlet.</param>
    /// <param name="total">The number of ids; null where it is not known.</param>
    /// <param name="clock">Times the run.</param>
    /// <param name="activity">The bar's activity text.</param>
    public RunProgress(PSCmdlet cmdlet, int? total, Clock clock, string activity)
    {
        _cmdlet = cmdlet;
        _host = cmdlet.Host;
        _clock = clock;
        _total = total;
        _activity = activity;
        _silent = !Streams.WantsProgress(cmdlet);
        _started = clock.Ticks;
        _next = _started + FirstAfter;
    }

    public double Seconds => (_clock.Ticks - _started) / (double)TimeSpan.TicksPerSecond;

    [MethodImpl(HotPath.Optimized)]
    public void Show(RunTotals totals, Func<string> describe)
    {
        if (_silent) return;
        long now = _clock.Ticks;
        if (now < _next) return;
        _next = now + Every;
        _shown = true;

        double seconds = Seconds;
        // Piped input has no total: a percentage of a growing one would mean nothing.
        ProgressRecord record = Record(Texts.Format(
            _total is null ? "ProgressOfPipe" : "ProgressStatus",
            totals.Done, _total ?? totals.Known, totals.Calls / seconds, totals.Refusals));
        record.CurrentOperation = describe();
        if (_total is { } total && total > 0)
        {
            double share = Math.Min(1, totals.Done / (double)total);
            record.PercentComplete = (int)(100 * share);
            if (share > 0) record.SecondsRemaining = (int)Math.Ceiling(seconds * (1 - share) / share);
        }

        _cmdlet.CommandRuntime.WriteProgress(FirstSource + _run, record);
    }

    /// <summary>Removes the bar; may be called at any time, on every path.</summary>
    public void Complete()
    {
        if (!_shown) return;
        _shown = false;
        ProgressRecord record = Record(" ");
        record.RecordType = ProgressRecordType.Completed;
        try
        {
            _host.UI?.WriteProgress(FirstSource + _run, record);
        }
        catch (Exception e) when (e is HostException or NotImplementedException or InvalidOperationException)
        {
            // A host without a screen has no bar to remove.
        }
    }

    private ProgressRecord Record(string status) => new(FirstActivity + _run, _activity, status);
}
