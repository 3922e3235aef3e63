using System;
using System.Management.Automation;
using System.Threading;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>The run of a cmdlet, from its first object to its end, with PowerShell's errors for what ends it early.</summary>
internal sealed class CmdletRun<TRecord> : IDisposable
    where TRecord : class, IItemRecord
{
    private readonly PSCmdlet _cmdlet;
    private readonly string[] _idNames;
    private readonly CancellationTokenSource _stop = new();
    private RunPlan<TRecord>? _plan;
    private RunProgress? _progress;
    private RunOutput<TRecord>? _output;
    private BulkRun<TRecord>? _run;
    private IdInput? _input;

    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="idNames">The parameter that takes the ids, and other names that a property or key may have.</param>
    public CmdletRun(PSCmdlet cmdlet, params string[] idNames) => (_cmdlet, _idNames) = (cmdlet, idNames);

    /// <summary>In BeginProcessing.</summary>
    /// <param name="given">The connection that was given; null for the session's.</param>
    /// <param name="ids">What the parameter is bound to as an argument.</param>
    /// <param name="about">What an error that comes before the run is about, besides ids.</param>
    /// <param name="plan">Says what is run through the connection, unless it is canceled.</param>
    public void Begin(
        EssConnection? given, PSObject? ids, object? about, Func<EssConnection, CancellationToken, RunPlan<TRecord>> plan)
    {
        EssConnection connection = SessionConnection.Require(_cmdlet, given);
        try
        {
            _plan = plan(connection, _stop.Token);
            _progress = new RunProgress(_cmdlet, IdInput.Total(_cmdlet, ids), Clock.System, Texts.Get(_plan.Activity));
            _output = new RunOutput<TRecord>(_cmdlet, _progress, _plan.Tally, _plan.Action.Describe) { Question = _plan.Question };
            _run = new BulkRun<TRecord>(_plan.Action, connection, _plan.Options, _output, _plan.Checkpoint, _plan.FollowUp);
            _input = new IdInput(_cmdlet, _run.Add, _run.Tell, _idNames);
            if (!Streams.IsWhatIf(_cmdlet)) _run.AskFirst();
        }
        catch (EssException e)
        {
            _cmdlet.ThrowTerminatingError(ErrorRecords.Of(e, about));
        }
        catch (OperationCanceledException) when (_cmdlet.Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>In ProcessRecord.</summary>
    /// <param name="ids">What the parameter is bound to.</param>
    public void Read(PSObject? ids) => Do(static (run, ids) => run._input!.Read(ids), ids);

    /// <summary>In EndProcessing: waits for everything, and tells what it came to.</summary>
    /// <param name="last">What else is to be said of the run.</param>
    public void Complete(Action<BulkRun<TRecord>>? last = null)
    {
        Do(
            static (run, last) =>
            {
                run._run!.Complete();
                run._input!.Complete();
                last?.Invoke(run._run);
            },
            last);
        if (Streams.IsWhatIf(_cmdlet)) _output!.ShowTotal();
        _output!.Summarize(_run!.Totals);
        if (_plan!.Tally.NothingSent(_run.Totals) is { } text) _cmdlet.WriteWarning(text);
    }

    /// <summary>In StopProcessing: from any thread.</summary>
    public void Stop()
    {
        _stop.Cancel(); // the reading of a long checkpoint, before there is a run
        _run?.Stop();
    }

    /// <summary>The one signal that every end of a pipeline gives: gives up whatever is still under way.</summary>
    public void Dispose()
    {
        _run?.Dispose();
        _progress?.Complete();
        _stop.Dispose();
    }

    // The delegates are static and made once: this runs for each id.
    private void Do<T>(Action<CmdletRun<TRecord>, T> step, T value)
    {
        try
        {
            step(this, value);
        }
        catch (EssException e)
        {
            _output!.Summarize(_run!.Totals);
            _cmdlet.ThrowTerminatingError(ErrorRecords.Of(e));
        }
        catch (OperationCanceledException) when (_cmdlet.Stopping)
        {
            throw new PipelineStoppedException();
        }
    }
}
