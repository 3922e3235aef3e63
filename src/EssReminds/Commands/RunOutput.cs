using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>Writes a run's output to the streams of its cmdlet.</summary>
internal sealed class RunOutput<TRecord> : IRunOutput<TRecord>
{
    private readonly PSCmdlet _cmdlet;
    private readonly bool _details;
    private readonly StreamEffect _onError;
    private readonly StreamEffect _onWarning;
    private readonly StreamEffect _onDetail;
    private readonly RunProgress _progress;
    private readonly IRunTally<TRecord> _tally;
    private readonly Func<IReadOnlyList<string>, string> _describe;
    private int _asked;
    private int _calls;

    /// <param name="cmdlet">The running cmdlet.</param>
    /// <param name="progress">The run's progress bar.</param>
    /// <param name="tally">Counts the records.</param>
    /// <param name="describe">Describes ids for people.</param>
    public RunOutput(
        PSCmdlet cmdlet, RunProgress progress, IRunTally<TRecord> tally, Func<IReadOnlyList<string>, string> describe)
    {
        _cmdlet = cmdlet;
        _details = Streams.WantsVerbose(cmdlet);
        _onError = Streams.EffectOf(cmdlet, RunStream.Error);
        _onWarning = Streams.EffectOf(cmdlet, RunStream.Warning);
        _onDetail = Streams.EffectOf(cmdlet, RunStream.Detail);
        _progress = progress;
        _tally = tally;
        _describe = describe;
    }

    public StreamEffect EffectOf(RunStream stream) => stream switch
    {
        RunStream.Error => _onError,
        RunStream.Warning => _onWarning,
        _ => _onDetail,
    };

    /// <summary>The ShouldProcess texts; null for actions where the number of items says enough.</summary>
    public IRunQuestion? Question { get; init; }

    public bool Approve(IReadOnlyList<string> ids)
    {
        _asked += ids.Count;
        _calls++;
        return Question is null ? _cmdlet.ShouldProcess(Printable.Text(_describe(ids))) : Ask(Question, Question.About(_describe(ids)));
    }

    /// <summary>At the end of -WhatIf: the total of all calls.</summary>
    public void ShowTotal()
    {
        if (Question is not null) Ask(Question, Question.Total(_asked, _calls));
    }

    [MethodImpl(HotPath.Optimized)]
    public void Write(TRecord record)
    {
        _tally.Count(record);
        _cmdlet.WriteObject(record);
    }

    public void Write(EssException error) => _cmdlet.WriteError(ErrorRecords.Of(error));

    public void Warn(string text) => _cmdlet.WriteWarning(Printable.Text(text));

    public void Detail(Func<string> text)
    {
        if (_details) _cmdlet.WriteVerbose(Printable.Text(text()));
    }

    public void Progress(RunTotals totals) => _progress.Show(totals, _tally.Describe);

    private bool Ask(IRunQuestion question, string text)
    {
        text = Printable.Text(text);
        return _cmdlet.ShouldProcess(text, text, question.Caption);
    }

    /// <summary>Writes the totals to the information and verbose streams, never to the output.</summary>
    public void Summarize(RunTotals totals)
    {
        object summary = _tally.Summarize(totals, _progress.Seconds);
        Detail(summary.ToString);
        _cmdlet.WriteInformation(summary, ["EssReminds"]);
    }
}

/// <summary>The ShouldProcess texts of a run.</summary>
internal interface IRunQuestion
{
    string Caption { get; }

    /// <param name="items">The items of one call, described for people.</param>
    string About(string items);

    string Total(int items, int calls);
}

/// <summary>Counts the records of a run.</summary>
internal interface IRunTally<TRecord>
{
    void Count(TRecord record);

    /// <summary>The counts so far, for people.</summary>
    string Describe();

    object Summarize(RunTotals totals, double seconds);

    /// <summary>The warning that everything was known from a checkpoint and nothing was sent; null where something was.</summary>
    string? NothingSent(RunTotals totals);
}
