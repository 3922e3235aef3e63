using System;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>
/// The ways in which a pipeline ends, each with calls in flight. Select-Object -First, which the hosted engine lacks, is in
/// tests/Running.Tests.ps1.
/// </summary>
public class StopTests
{
    private const int Others = 5;

    /// <summary>
    /// Answers the call with the first id of a run once others are in flight as well; those hang until the client
    /// cancels them.
    /// </summary>
    private static Task<EmulatorHost> Holding()
    {
        var enough = new TaskCompletionSource();
        int calls = 0;
        return EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = call =>
            {
                if (Interlocked.Increment(ref calls) > Others) enough.TrySetResult();
                return call.FlowIds.Contains(Ids.Take(1)[0]) ? Faults.HoldUntil(enough.Task) : Faults.Named("hang");
            },
        });
    }

    [Theory]
    [InlineData("$ids | Send-EssFlowReminder @with | ForEach-Object { & $wait; throw 'downstream' }")]
    [InlineData("foreach ($once in 1) { $ids | Send-EssFlowReminder @with | ForEach-Object { & $wait; break } }")]
    [InlineData("$ids | ForEach-Object { if ($_ -eq $ids[-1]) { & $wait; throw 'upstream' }; $_ } | Send-EssFlowReminder @with")]
    public async Task However_a_pipeline_ends_no_call_stays_in_flight_and_none_follows(string pipeline)
    {
        await using var emulator = await Holding();
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");
        shell["ids"] = Ids.Take(101);
        shell["wait"] = ScriptBlock.Create(
            "for ($n = 0; $inFlight.Invoke() -lt " + Others + " -and $n -lt 12000; $n++) { [Threading.Thread]::Sleep(5) }");
        shell["inFlight"] = (Func<int>)(() => emulator.Stats.InFlight);

        shell.Run("$with = @{ Connection = $ess; BatchSize = 10; ThrottleLimit = 64 }; " + pipeline);

        Assert.InRange(emulator.Stats.MostInFlight, Others, 11);
        await Gone(emulator);
    }

    [Fact]
    public async Task After_a_normal_end_no_call_is_in_flight_and_none_follows()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        using var shell = Shell.ConnectedTo(emulator);
        Assert.Equal(500, shell.Send(Ids.Take(500)).Count);
        await Gone(emulator);
    }

    [Fact]
    public async Task Ctrl_C_cancels_64_calls_in_flight_at_once()
    {
        await using var emulator = await Holding();
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 10000");
        shell["ids"] = Ids.Take(1000);
        using PowerShell pipeline = shell.Prepare("$ids | Send-EssFlowReminder -Connection $ess -BatchSize 10");
        var output = new PSDataCollection<PSObject>();
        IAsyncResult running = pipeline.BeginInvoke<PSObject, PSObject>(null, output);
        await Until.Holds(() => emulator.Stats.InFlight >= 63 && output.Count >= 10);

        var stopping = Stopwatch.StartNew();
        pipeline.Stop();

        // The promise is 200 ms; the limit leaves room for a machine that runs other tests at the same time.
        Assert.InRange(stopping.Elapsed.TotalSeconds, 0, 2);
        Assert.Throws<PipelineStoppedException>(() => pipeline.EndInvoke(running));
        Assert.Equal(10, output.Count);
        await Gone(emulator);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_wait_at_the_rate_gate_and_a_backoff()
    {
        await using var emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, Script = _ => Faults.Named("rate-limit") });
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 0.1");
        shell["ids"] = Ids.Take(30);
        using PowerShell pipeline = shell.Prepare("$ids | Send-EssFlowReminder -Connection $ess -BatchSize 10");
        IAsyncResult running = pipeline.BeginInvoke();
        await Until.Holds(() => emulator.Stats.Calls >= 1);

        var stopping = Stopwatch.StartNew();
        pipeline.Stop();

        Assert.InRange(stopping.Elapsed.TotalSeconds, 0, 2);
        Assert.Throws<PipelineStoppedException>(() => pipeline.EndInvoke(running));
        await Gone(emulator);
    }

    private static async Task Gone(EmulatorHost emulator)
    {
        for (int i = 0; i < 400 && emulator.Stats.InFlight > 0; i++) await Task.Delay(5); // well below a call's own timeout
        Assert.Equal(0, emulator.Stats.InFlight);
        long calls = emulator.Stats.Calls;
        await Task.Delay(100); // proves that no call follows: the one wait that cannot be injected
        Assert.Equal(calls, emulator.Stats.Calls);
    }
}
