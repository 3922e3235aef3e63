using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>
/// What the service knows of flows, and how often each signer was reminded. Every id is a flow with one or two waiting
/// signers, unless it was added as something else. Safe to use while calls arrive.
/// </summary>
public sealed class FlowBook
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, BookedFlow> _flows = new(StringComparer.Ordinal);
    private readonly List<string> _unknownPrefixes = [];
    private readonly bool _remembers;
    private long _flowsReminded, _reminders, _texts, _mails;

    internal FlowBook(EmulatorOptions options) => _remembers = options.BookKeeping == BookKeeping.Remember;

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
        lock (_gate) _flows[flow.FlowId] = booked;
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
        lock (_gate) return Signers(Find(flowId));
    }

    /// <summary>All flows of which a signer was reminded, with the reminders of their signers. A copy: mind its size.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SignerReminders>> All()
    {
        lock (_gate)
        {
            return _flows.Values.Where(flow => flow.Reminded).ToDictionary(flow => flow.FlowId, Signers, StringComparer.Ordinal);
        }
    }

    /// <summary>The reminders of the signer who got the most: more than one means that somebody was reminded twice.</summary>
    public int MostRemindersOfASigner()
    {
        lock (_gate) return _flows.Values.Select(flow => flow.Signers.Max(signer => signer.Count)).DefaultIfEmpty().Max();
    }

    /// <summary>Reminds the signers of flows, or nobody where one of the flows sinks the call.</summary>
    /// <param name="flowIds">Ids; repeats count once.</param>
    /// <param name="terms">What the call asks for.</param>
    internal Outcome<FlowReminder[]> Remind(IEnumerable<string> flowIds, ReminderTerms terms)
    {
        lock (_gate)
        {
            BookedFlow[] flows = [.. flowIds.Distinct(StringComparer.Ordinal).Select(Find)];
            foreach (BookedFlow flow in flows)
            {
                if (SinkingError(flow, terms) is { } error) return error;
            }

            return Array.ConvertAll(flows, flow => Remind(flow, terms));
        }
    }

    private FlowReminder Remind(BookedFlow flow, ReminderTerms terms)
    {
        if (flow.Description.Record is not null) return new FlowReminder(flow, []);
        if (_remembers) _flows.TryAdd(flow.FlowId, flow);
        bool anew = !flow.Reminded, reminded = false;
        var outcomes = new SignerOutcome[flow.Signers.Length];
        for (int n = 0; n < outcomes.Length; n++)
        {
            BookedSigner signer = flow.Signers[n];
            FlowNotifyType ways = Ways(flow, signer, terms);
            outcomes[n] = signer.Remind(ways, terms.Limit);
            if (outcomes[n] != SignerOutcome.Reminded) continue;
            reminded = true;
            _reminders++;
            if ((ways & FlowNotifyType.Sms) != 0) _texts++;
            if ((ways & FlowNotifyType.Email) != 0) _mails++;
        }

        if (anew && reminded) _flowsReminded++;
        return new FlowReminder(flow, outcomes);
    }

    private static FlowNotifyType Ways(BookedFlow flow, BookedSigner signer, ReminderTerms terms)
    {
        if (!flow.Open || !signer.Waiting) return FlowNotifyType.None;
        FlowNotifyType ways = flow.Description.NotifyType & terms.Types;
        return terms.Mailed.Count > 0 && terms.Mailed.Contains(signer.SignId) ? ways | FlowNotifyType.Email : ways;
    }

    private static ServiceError? SinkingError(BookedFlow flow, ReminderTerms terms) =>
        flow.Description.Sinks is { } code ? ServiceErrors.OfCode(code)
        : flow.Status == FlowStatus.Unknown ? terms.Unknown
        : null;

    private BookedFlow Find(string flowId)
    {
        if (_flows.TryGetValue(flowId, out BookedFlow? flow)) return flow;
        bool unknown = _unknownPrefixes.Exists(prefix => flowId.StartsWith(prefix, StringComparison.Ordinal));
        return new BookedFlow(new Flow { FlowId = flowId, Status = unknown ? FlowStatus.Unknown : FlowStatus.Waiting });
    }

    private static IReadOnlyList<SignerReminders> Signers(BookedFlow flow) =>
        [.. flow.Signers.Select(signer => new SignerReminders(signer.Name, signer.SignId, signer.Count))];

    private long Read(ref long total)
    {
        lock (_gate) return total;
    }
}
