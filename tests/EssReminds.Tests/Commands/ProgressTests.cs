using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using EssReminds.Commands;
using EssReminds.Emulator;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

public class ProgressTests
{
    [Fact]
    public void The_progress_bar_appears_after_a_second_and_updates_at_most_five_times_a_second()
    {
        var shown = new List<TimeSpan>();
        var host = new RecordingHost();
        Drive(host, "", (progress, clock) =>
        {
            long start = clock.Ticks;
            host.OnProgress = _ => shown.Add(TimeSpan.FromTicks(clock.Ticks - start));
            for (int i = 0; i < 1000; i++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(10));
                progress.Show(new RunTotals(), static () => "");
            }
        });

        Assert.Equal(TimeSpan.FromSeconds(1), shown[0]);
        Assert.InRange(shown.Count, 40, 46);
        Assert.All(shown.Zip(shown.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public void The_progress_bar_shows_flows_pace_refusals_outcomes_and_the_time_left()
    {
        var host = new RecordingHost();
        Drive(host, "-Total 1000", (progress, clock) =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            progress.Show(Totals(), Tally().Describe);
        });

        ProgressRecord bar = Assert.Single(host.Progress).Record;
        Assert.Equal("Reminding signers", bar.Activity);
        Assert.Equal("300 of 1,000, 2.0 calls/s, refused 1", bar.StatusDescription);
        Assert.Equal("Reminded 290, Failed 10", bar.CurrentOperation);
        Assert.Equal((30, 5), (bar.PercentComplete, bar.SecondsRemaining));
    }

    [Fact]
    public void Without_a_known_total_the_progress_bar_shows_the_ids_read_so_far_and_no_time_left()
    {
        var host = new RecordingHost("zh-CN");
        Drive(host, "", (progress, clock) =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            progress.Show(Totals(), Tally().Describe);
        });

        ProgressRecord bar = Assert.Single(host.Progress).Record;
        Assert.Equal(("正在催办", "已完成 300，已读取 400，每秒 2.0 次请求，被拒 1 次"), (bar.Activity, bar.StatusDescription));
        Assert.Equal((-1, -1), (bar.PercentComplete, bar.SecondsRemaining));
    }

    [Fact]
    public void A_progress_bar_is_completed_once_and_only_if_it_was_shown()
    {
        var host = new RecordingHost();
        Drive(host, "", (progress, clock) =>
        {
            progress.Complete();
            clock.Advance(TimeSpan.FromSeconds(2));
            progress.Show(Totals(), Tally().Describe);
            progress.Complete();
            progress.Complete();
        });

        Assert.Equal([ProgressRecordType.Processing, ProgressRecordType.Completed], host.Progress.Select(p => p.Record.RecordType));
        Assert.Single(host.Progress.Select(p => (p.Source, p.Record.ActivityId)).Distinct());
    }

    [Fact]
    public void Runs_at_the_same_time_have_a_progress_bar_each()
    {
        var host = new RecordingHost();
        for (int i = 0; i < 2; i++)
            Drive(host, "", (progress, clock) =>
            {
                clock.Advance(TimeSpan.FromSeconds(2));
                progress.Show(Totals(), Tally().Describe);
            });

        Assert.Equal(2, host.Progress.Select(p => p.Source).Distinct().Count());
        // ForEach-Object -Parallel forwards progress records under its own source id: only the activity id tells them apart.
        Assert.Equal(2, host.Progress.Select(p => p.Record.ActivityId).Distinct().Count());
    }

    [Theory]
    [InlineData("$global:ProgressPreference = 'SilentlyContinue'; ", "")]
    [InlineData("$global:ProgressPreference = 'Ignore'; ", "")]
    [InlineData("$ProgressPreference = 'SilentlyContinue'; ", "")] // set in a script or function, where it is a plain string
    [InlineData("", "-ProgressAction SilentlyContinue")]
    [InlineData("", "-ProgressAction Ignore")]
    public void No_progress_bar_is_shown_if_a_preference_or_ProgressAction_suppresses_it(string before, string parameter)
    {
        var host = new RecordingHost();
        Drive(host, parameter, (progress, clock) =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            progress.Show(Totals(), Tally().Describe);
            progress.Complete();
        }, before);
        Assert.Empty(host.Progress);
    }

    [Fact]
    public void ProgressAction_Continue_shows_the_progress_bar_despite_the_preference()
    {
        var host = new RecordingHost();
        Drive(host, "-ProgressAction Continue", (progress, clock) =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            progress.Show(Totals(), Tally().Describe);
        }, "$ProgressPreference = 'SilentlyContinue'; ");
        Assert.Single(host.Progress);
    }

    /// <summary>One call in flight; the second is answered as soon as the bar is shown, and then the pipeline ends in its way.</summary>
    [Theory]
    [InlineData("$ids | Send-EssFlowReminder @with")]
    [InlineData("Send-EssFlowReminder $ids @with")]
    [InlineData("$n = 0; $ids | Send-EssFlowReminder @with | ForEach-Object { if (++$n -gt 10) { throw 'downstream' } }")]
    [InlineData("$n = 0; foreach ($once in 1) { $ids | Send-EssFlowReminder @with | ForEach-Object { if (++$n -gt 10) { break } } }")]
    [InlineData("& { $ids; $ids.Replace('yDw', 'yDz'); throw 'upstream' } | Send-EssFlowReminder @with")]
    [InlineData("$ids + 'end the run' + $ids.Replace('yDw', 'yDx') | Send-EssFlowReminder @with -ErrorAction SilentlyContinue")]
    [InlineData("Ctrl+C")]
    public async Task The_progress_bar_is_completed_however_the_pipeline_ends(string pipeline)
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = call => call.FlowIds.Contains(Ids.Take(11)[10]) ? Faults.HoldUntil(shown.Task)
                : call.FlowIds.Any(id => id.StartsWith("yDx", StringComparison.Ordinal)) ? Faults.Error("AuthFailure.SecretIdNotFound")
                : null,
        });
        var host = new RecordingHost();
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000", host);
        shell["ids"] = Ids.Take(20);
        shell["with"] = new System.Collections.Hashtable { ["Connection"] = shell["ess"], ["BatchSize"] = 10, ["ThrottleLimit"] = 1 };

        bool stops = pipeline == "Ctrl+C";
        using PowerShell running = shell.Prepare(stops ? "$ids | Send-EssFlowReminder @with" : "try { " + pipeline + " } catch { }");
        host.OnProgress = _ =>
        {
            if (stops) running.BeginStop(null, null);
            else shown.TrySetResult();
        };
        try
        {
            await running.InvokeAsync();
        }
        catch (PipelineStoppedException) when (stops)
        {
        }

        Assert.Equal(ProgressRecordType.Processing, host.Progress[0].Record.RecordType);
        Assert.Equal(ProgressRecordType.Completed, host.Progress[^1].Record.RecordType);
        Assert.Single(host.Progress, p => p.Record.RecordType == ProgressRecordType.Completed);
        Assert.Single(host.Progress.Select(p => (p.Source, p.Record.ActivityId)).Distinct());
        // The records that a job would keep end with Completed, too.
        Assert.Equal(ProgressRecordType.Completed, running.Streams.Progress[^1].RecordType);
    }

    private static RunTotals Totals()
    {
        var totals = new RunTotals { Known = 400, Done = 300 };
        for (int i = 0; i < 4; i++) totals.CountCall();
        totals.CountRefusal();
        return totals;
    }

    private static RemindTally Tally()
    {
        var tally = new RemindTally();
        for (int i = 0; i < 290; i++) tally.Count(new RemindFlowRecord("a") { Outcome = RemindOutcome.Reminded });
        for (int i = 0; i < 10; i++) tally.Count(new RemindFlowRecord("a"));
        return tally;
    }

    private static void Drive(RecordingHost host, string parameters, Action<RunProgress, TestClock> body, string before = "")
    {
        using var shell = new Shell(host);
        shell["body"] = body;
        shell["assembly"] = typeof(TestRunProgressCommand).Assembly;
        shell.Run("Import-Module -Assembly $assembly; & { " + before + "Test-RunProgress $body " + parameters + " }");
        Assert.Null(shell.Terminating);
    }
}
