using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Runs;

/// <summary>Collects what to report about a batch once its records are written.</summary>
/// <typeparam name="TRecord">The records of the batch.</typeparam>
internal sealed class CallReport<TRecord>
    where TRecord : class, IItemRecord
{
    private readonly RunSignals _signals;
    private readonly Func<IReadOnlyList<string>, string> _describe;
    private readonly ErrorTexts _texts;
    private readonly List<EssException> _errors = [];

    /// <param name="signals">Receives the warnings.</param>
    /// <param name="describe">Names items in messages.</param>
    /// <param name="texts">The texts of the errors.</param>
    public CallReport(RunSignals signals, Func<IReadOnlyList<string>, string> describe, ErrorTexts texts) =>
        (_signals, _describe, _texts) = (signals, describe, texts);

    /// <summary>Read only after all calls of the batch have ended.</summary>
    public IReadOnlyList<EssException> Errors => _errors;

    public void Warn(string text) => _signals.Warn(text);

    /// <inheritdoc cref="RunSignals.WarnOnce"/>
    public void WarnOnce(string text, params object?[] values) => _signals.WarnOnce(text, values);

    /// <summary>Sets one fault on all records of a call, and adds one error about them.</summary>
    public void Fail(IReadOnlyList<TRecord> records, CallFault fault)
    {
        string[] ids = Mark(records, fault);
        if (ids.Length > 0) Add(fault, ids);
    }

    /// <summary>Sets one fault on all records of a call; the user is told elsewhere.</summary>
    /// <returns>
    /// The items that the fault is about. Items of an earlier attempt that was perhaps carried out stay in doubt, whatever became of the
    /// resent call, and get an error that says so.
    /// </returns>
    public string[] Mark(IReadOnlyList<TRecord> records, CallFault fault)
    {
        bool inDoubt = fault.Remedy == Remedy.Unknown;
        TRecord[] doubtful = inDoubt ? [] : records.Where(record => record.IsInDoubt).ToArray();
        if (doubtful.Length > 0) KeepDoubt(doubtful, fault);

        IReadOnlyList<TRecord> others = doubtful.Length == 0 ? records : [.. records.Except(doubtful)];
        foreach (TRecord record in others) record.Fail(fault.ErrorId, fault.Code, fault.Message, fault.RequestId, inDoubt);
        return Ids(others);
    }

    /// <summary>The service's reply to the resent call is the latest known; without one, the doubt keeps its own cause.</summary>
    private void KeepDoubt(TRecord[] records, CallFault fault)
    {
        if (fault.ServiceCode is not null)
        {
            foreach (TRecord record in records)
                record.Fail(ErrorId.StillUnknown, fault.Code, fault.Message, fault.RequestId, inDoubt: true);
            Add(new CallFault(ErrorId.StillUnknown, Remedy.Unknown, fault.Message, fault.ServiceCode, fault.RequestId), Ids(records));
            return;
        }

        foreach (IGrouping<string?, TRecord> sameCause in records.GroupBy(record => record.ErrorCode))
        {
            TRecord first = sameCause.First();
            string errorId = first.ErrorCode == ErrorId.UnknownInCheckpoint ? ErrorId.UnknownInCheckpoint : ErrorId.OutcomeUnknown;
            Add(new CallFault(errorId, Remedy.Unknown, first.ErrorMessage ?? "", first.ErrorCode, first.RequestId), Ids([.. sameCause]));
        }
    }

    public void Add(CallFault fault, IReadOnlyList<string> ids)
    {
        EssException error = ErrorOf(fault, ids);
        lock (_errors) _errors.Add(error);
        _signals.WillWrite(RunStream.Error);
    }

    /// <summary>The error about the items of a call that finally failed.</summary>
    public EssException ErrorOf(CallFault fault, IReadOnlyList<string> ids) => fault.Cause is { } cause
        ? cause.About(ids)
        : CallErrors.Of(
            fault, fault.ErrorId, _texts.Of(fault.ErrorId), _describe(ids),
            fault.Remedy == Remedy.EndRun ? Texts.Get(_texts.Of("RunEnded")) : "").About(ids);

    [MethodImpl(HotPath.Optimized)]
    public static string[] Ids(IReadOnlyList<TRecord> records)
    {
        var ids = new string[records.Count];
        for (int i = 0; i < ids.Length; i++) ids[i] = records[i].Id;
        return ids;
    }
}
