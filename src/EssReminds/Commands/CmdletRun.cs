using System;
using System.Management.Automation;
using System.Threading;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>A cmdlet's bulk run, from the first object to the last, with terminating errors for what ends it early.</summary>
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
    /// <param name="idNames">The parameter that takes the ids, then its other names as a property or key.</param>
    public CmdletRun(PSCmdlet cmdlet, params string[] idNames) => (_cmdlet, _idNames) = (cmdlet, idNames);

    /// <summary>Called in BeginProcessing.</summary>
    /// <param name="given">The connection given as a parameter; null for the session's.</param>
    /// <param name="ids">The argument that the id parameter is bound to, if any.</param>
    /// <param name="about">The target object of an error that occurs before the run.</param>
    /// <param name="plan">Builds the plan for the connection; its token is canceled on Ctrl+C.</param>
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

    /// <summary>Called in ProcessRecord.</summary>
    /// <param name="ids">The value that the id parameter is bound to.</param>
    public void Read(PSObject? ids) => Do(static (run, ids) => run._input!.Read(ids), ids);

    /// <summary>Called in EndProcessing: waits for all calls, then writes the summary.</summary>
    /// <param name="last">Runs at the end, once all records are written.</param>
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

    /// <summary>Called in StopProcessing, on another thread.</summary>
    public void Stop()
    {
        _stop.Cancel(); // a long checkpoint may still be loading, before there is a run
        _run?.Stop();
    }

    /// <summary>Dispose is the only signal common to every way a pipeline ends: it cancels whatever is still in flight.</summary>
    public void Dispose()
    {
        _run?.Dispose();
        _progress?.Complete();
        _stop.Dispose();
    }

    // This runs for each id, so the delegates are static: no closure is allocated.
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
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException(); // by Ctrl+C, or because the process is told to end
        }
    }
}
