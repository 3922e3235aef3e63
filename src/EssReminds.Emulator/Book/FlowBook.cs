using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>
/// What the service knows of flows, and how often each signer was reminded. Every id is a flow with one or two waiting
/// signers, unless it was added as something else. Safe to use while calls arrive.
/// </summary>
public sealed class FlowBook
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, BookedFlow> _booked = new(StringComparer.Ordinal);
    private readonly List<string> _unknownPrefixes = [];
    private readonly FlowTable _generated = new();
    private readonly bool _remembers;
    private readonly int _limit;
    private long _flowsReminded, _reminders, _texts, _mails;

    internal FlowBook(BookKeeping keeping, int remindersPerSigner)
    {
        _remembers = keeping == BookKeeping.Remember;
        _limit = remindersPerSigner;
    }

    /// <summary>Reminders of all signers of all flows: people's phones that buzzed.</summary>
    public long TotalReminders => Read(ref _reminders);

    /// <summary>Text messages among the reminders.</summary>
    public long TextMessages => Read(ref _texts);

    /// <summary>Mails among the reminders; a reminder can be both.</summary>
    public long Mails => Read(ref _mails);

    /// <summary>Flows of which a signer was reminded; where nothing is remembered, a flow counts each time.</summary>
    public long FlowsReminded => Read(ref _flowsReminded);

    /// <summary>Describes a flow, in place of what was known of it.</summary>
    public void Add(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var booked = new BookedFlow(flow);
        lock (_gate) _booked[flow.FlowId] = booked;
    }

    /// <summary>Makes ids unknown to the service: each sinks every call that names it.</summary>
    public void AddUnknown(params IEnumerable<string> flowIds)
    {
        ArgumentNullException.ThrowIfNull(flowIds);
        foreach (string id in flowIds) Add(new Flow { FlowId = id, Status = FlowStatus.Unknown });
    }

    /// <summary>Makes all ids that start so unknown to the service.</summary>
    public void AddUnknownPrefix(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        lock (_gate) _unknownPrefixes.Add(prefix);
    }

    /// <summary>Adds the flows of a JSON file.</summary>
    /// <exception cref="InvalidDataException">The file is not what it should be.</exception>
    public void AddFile(string path)
    {
        FlowFile file = FlowFile.Read(path);
        foreach (Flow flow in file.Flows) Add(flow);
        AddUnknown(file.UnknownFlows);
        foreach (string prefix in file.UnknownPrefixes) AddUnknownPrefix(prefix);
    }

    /// <summary>How often signers of a flow were reminded, all together.</summary>
    public int Reminders(string flowId) => Signers(flowId).Sum(signer => signer.Count);

    /// <summary>How often one signer of a flow, told by name or SignId, was reminded.</summary>
    public int Reminders(string flowId, string signer) =>
        Signers(flowId).Where(s => s.Name == signer || s.SignId == signer).Sum(s => s.Count);

    /// <summary>The signers of a flow and how often each was reminded.</summary>
    public IReadOnlyList<SignerReminders> Signers(string flowId)
    {
        byte[] id = Encoding.UTF8.GetBytes(flowId);
        ulong hash = FlowHash.Of(id);
        lock (_gate)
        {
            if (_booked.TryGetValue(flowId, out BookedFlow? booked)) return Signers(booked);
            _generated.TryGet(id, hash, out FlowTable.Entry entry);
            return Signers(hash, entry);
        }
    }

    /// <summary>All flows of which a signer was reminded, with the reminders of their signers. A copy: mind its size.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SignerReminders>> All()
    {
        var all = new Dictionary<string, IReadOnlyList<SignerReminders>>(StringComparer.Ordinal);
        lock (_gate)
        {
            foreach (ref readonly FlowTable.Entry entry in _generated.Entries)
            {
                if (entry.First > 0 || entry.Second > 0) all[Encoding.UTF8.GetString(_generated.Id(entry))] = Signers(entry.Hash, entry);
            }

            foreach (BookedFlow booked in _booked.Values)
            {
                if (booked.Signers.Any(s => s.Count > 0)) all[booked.Flow.FlowId] = Signers(booked);
            }
        }

        return all;
    }

    /// <summary>The reminders of the signer who got the most: more than one means that somebody was reminded twice.</summary>
    public int MostRemindersOfASigner()
    {
        int most = 0;
        lock (_gate)
        {
            foreach (ref readonly FlowTable.Entry entry in _generated.Entries) most = Math.Max(most, Math.Max(entry.First, entry.Second));
            foreach (BookedFlow booked in _booked.Values) most = Math.Max(most, booked.Signers.Max(s => s.Count));
        }

        return most;
    }

    /// <summary>Carries a call out, or nothing of it where one of its flows sinks it.</summary>
    internal ServiceError? Remind(ReminderCall call, AnswerBuffer answer)
    {
        lock (_gate)
        {
            var round = new ReminderRound(_limit, call, answer);
            if (_booked.Count > 0 || _unknownPrefixes.Count > 0)
            {
                for (int n = 0; n < call.FlowIds.Count; n++)
                {
                    if (SinkingError(call.FlowIds[n]) is { } error) return error;
                }
            }

            answer.StartRecords();
            for (int n = 0; n < call.FlowIds.Count; n++) Remind(ref round, call.FlowIds[n], call.FlowIds.Hash(n));
            answer.EndRecords();

            _flowsReminded += round.FirstRemindedFlows;
            _reminders += round.Reminders;
            _texts += round.Texts;
            _mails += round.Mails;
            return null;
        }
    }

    private void Remind(ref ReminderRound round, ReadOnlySpan<byte> id, ulong hash)
    {
        if (_booked.Count > 0 && _booked.TryGetValue(Encoding.UTF8.GetString(id), out BookedFlow? booked))
        {
            round.Remind(id, booked);
        }
        else if (_remembers)
        {
            round.Remind(id, ref _generated.GetOrAdd(id, hash));
        }
        else
        {
            var forgotten = new FlowTable.Entry { Hash = hash };
            round.Remind(id, ref forgotten);
        }
    }

    private ServiceError? SinkingError(ReadOnlySpan<byte> encodedId)
    {
        string id = Encoding.UTF8.GetString(encodedId);
        if (!_booked.TryGetValue(id, out BookedFlow? booked))
        {
            return _unknownPrefixes.Exists(prefix => id.StartsWith(prefix, StringComparison.Ordinal)) ? ServiceErrors.FlowNotFound : null;
        }

        if (booked.Flow.Sinks is { } code) return ServiceErrors.OfCode(code);
        return booked.Flow.Status == FlowStatus.Unknown ? ServiceErrors.FlowNotFound : null;
    }

    private static List<SignerReminders> Signers(ulong hash, in FlowTable.Entry entry)
    {
        var signers = new List<SignerReminders>(GeneratedSigners.Most);
        for (int n = 0; n < GeneratedSigners.Count(hash); n++)
        {
            signers.Add(new SignerReminders(GeneratedSigners.Name(hash, n), GeneratedSigners.SignId(hash, n), n == 0 ? entry.First : entry.Second));
        }

        return signers;
    }

    private static List<SignerReminders> Signers(BookedFlow booked) =>
        [.. booked.Signers.Select(s => new SignerReminders(s.Name, s.SignId, s.Count))];

    private long Read(ref long total)
    {
        lock (_gate) return total;
    }
}
