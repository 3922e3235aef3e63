using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>
/// The flows that the service knows, and the reminders of each signer. Every id is a flow with one or two waiting signers, unless it was
/// added as something else. Thread-safe.
/// </summary>
public sealed class FlowBook
{
    private static readonly Flow Unknown = new() { FlowId = "", Status = FlowStatus.Unknown };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, BookedFlow> _flows = new(StringComparer.Ordinal);
    private readonly List<string> _unknownPrefixes = [];
    private readonly Dictionary<string, FlowGroup> _groups = new(StringComparer.Ordinal);
    private readonly EmulatorOptions _options;
    private readonly EmulatorClock _clock;
    private readonly Flow _otherFlows;
    private long _flowsReminded, _reminders, _texts, _mails;

    internal FlowBook(EmulatorOptions options, EmulatorClock clock)
    {
        (_options, _clock) = (options, clock);
        _otherFlows = new Flow { FlowId = "", Status = options.OtherFlows };
    }

    /// <summary>The number of reminders sent to signers, over all flows.</summary>
    public long TotalReminders => Read(ref _reminders);

    /// <summary>The number of reminders sent by text message.</summary>
    public long TextMessages => Read(ref _texts);

    /// <summary>The number of reminders sent by mail; a reminder can be both.</summary>
    public long Mails => Read(ref _mails);

    /// <summary>The number of flows of which a signer was reminded; where nothing is recorded, a flow counts each time.</summary>
    public long FlowsReminded => Read(ref _flowsReminded);

    /// <summary>Adds or replaces a flow.</summary>
    public void Add(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var booked = new BookedFlow(flow);
        lock (_gate) _flows[flow.FlowId] = booked;
    }

    /// <summary>Adds or replaces a group of flows.</summary>
    public void Add(FlowGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        lock (_gate) _groups[group.FlowGroupId] = group;
    }

    /// <summary>Makes ids unknown to the service: each fails every call that names it, except DescribeFlowBriefs.</summary>
    public void AddUnknown(params IEnumerable<string> flowIds) => Add(FlowStatus.Unknown, flowIds);

    /// <summary>Revokes the permission for flows: each fails every call that names it.</summary>
    public void AddForbidden(params IEnumerable<string> flowIds) => Add(FlowStatus.Forbidden, flowIds);

    /// <summary>Makes all flow and group ids with this prefix unknown to the service.</summary>
    public void AddUnknownPrefix(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        lock (_gate) _unknownPrefixes.Add(prefix);
    }

    /// <summary>Adds the flows and groups of a JSON file.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read or is malformed.</exception>
    public void AddFile(string path)
    {
        FlowFile file = FlowFile.Read(path);
        foreach (Flow flow in file.Flows) Add(flow);
        foreach (FlowGroup group in file.Groups) Add(group);
        AddUnknown(file.UnknownFlows);
        AddForbidden(file.ForbiddenFlows);
        foreach (string prefix in file.UnknownPrefixes) AddUnknownPrefix(prefix);
    }

    /// <summary>The number of reminders of a flow, over all its signers.</summary>
    public int Reminders(string flowId) => Signers(flowId).Sum(signer => signer.Count);

    /// <summary>The number of reminders of one signer of a flow, given by name or SignId.</summary>
    public int Reminders(string flowId, string signer) =>
        Signers(flowId).Where(s => s.Name == signer || s.SignId == signer).Sum(s => s.Count);

    /// <summary>The signers of a flow and the number of reminders of each.</summary>
    public IReadOnlyList<SignerReminders> Signers(string flowId)
    {
        lock (_gate) return Signers(Find(flowId));
    }

    /// <summary>The times at which signers of a flow were reminded since the emulator started, by its clock, in order.</summary>
    public IReadOnlyList<DateTimeOffset> ReminderTimes(string flowId)
    {
        lock (_gate) return [.. Find(flowId).Signers.SelectMany(signer => signer.Reminders.ToArray()).Order()];
    }

    /// <summary>The flows of a group.</summary>
    public IReadOnlyList<string> FlowsOf(string flowGroupId)
    {
        lock (_gate) return [.. FindAllOf(FindGroup(flowGroupId)).Select(flow => flow.FlowId)];
    }

    /// <summary>All flows of which a signer was reminded, with their signers. This is a copy, and may be large.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SignerReminders>> All()
    {
        lock (_gate)
        {
            return _flows.Values.Where(flow => flow.Reminded).ToDictionary(flow => flow.FlowId, Signers, StringComparer.Ordinal);
        }
    }

    /// <summary>The largest number of reminders of any one signer: more than one means that somebody was reminded twice.</summary>
    public int MostRemindersOfASigner()
    {
        lock (_gate) return _flows.Values.Select(flow => flow.Signers.Max(signer => signer.Count)).DefaultIfEmpty().Max();
    }

    /// <summary>Reminds the signers of flows, or nobody if one of the flows fails the call.</summary>
    /// <param name="flowIds">The ids; duplicates are ignored.</param>
    /// <param name="terms">What the call asks for and its action allows.</param>
    internal Outcome<FlowReminder[]> Remind(IEnumerable<string> flowIds, ReminderTerms terms)
    {
        lock (_gate)
        {
            return Remind([.. flowIds.Distinct(StringComparer.Ordinal).Select(Find)], terms);
        }
    }

    /// <summary>Reminds the signers of a group's flows.</summary>
    /// <returns>The group and the reminders of its flows; no reminders where its records are given verbatim.</returns>
    internal Outcome<(FlowGroup Group, FlowReminder[] Reminders)> RemindGroup(string flowGroupId, ReminderTerms terms)
    {
        lock (_gate)
        {
            FlowGroup group = FindGroup(flowGroupId);
            if (group.Unknown) return terms.Unknown;
            if (group.Records is not null) return (group, Array.Empty<FlowReminder>());
            Outcome<FlowReminder[]> reminders = Remind(FindAllOf(group), terms);
            return reminders.Error is { } error ? error : (group, reminders.Value!);
        }
    }

    /// <summary>The details of flows, unknown ones included; in an order of the service's own.</summary>
    internal FlowDetails[] LookUp(IEnumerable<string> flowIds)
    {
        lock (_gate)
        {
            IEnumerable<BookedFlow> flows = flowIds.Distinct(StringComparer.Ordinal).Select(Find).OrderBy(flow => flow.Hash);
            return [.. flows.Select(Details)];
        }
    }

    internal FlowDetails Details(BookedFlow flow) => new(flow, _clock.StartedAt);

    private Outcome<FlowReminder[]> Remind(BookedFlow[] flows, ReminderTerms terms)
    {
        foreach (BookedFlow flow in flows)
        {
            if (terms.ErrorOf(flow) is { } error) return error;
        }

        DateTimeOffset now = _clock.UtcNow;
        return Array.ConvertAll(flows, flow => Remind(flow, terms, now));
    }

    private FlowReminder Remind(BookedFlow flow, ReminderTerms terms, DateTimeOffset now)
    {
        if (flow.Description.Record is not null) return new FlowReminder(flow, []);
        if (_options.BookKeeping == BookKeeping.Remember) _flows.TryAdd(flow.FlowId, flow);
        bool anew = !flow.Reminded, reminded = false;
        var outcomes = new SignerOutcome[flow.Signers.Length];
        for (int n = 0; n < outcomes.Length; n++)
        {
            BookedSigner signer = flow.Signers[n];
            FlowNotifyType ways = terms.Ways(flow, signer);
            outcomes[n] = signer.Remind(ways, terms, now);
            if (outcomes[n] != SignerOutcome.Reminded) continue;
            reminded = true;
            _reminders++;
            if ((ways & FlowNotifyType.Sms) != 0) _texts++;
            if ((ways & FlowNotifyType.Email) != 0) _mails++;
        }

        if (anew && reminded) _flowsReminded++;
        return new FlowReminder(flow, outcomes);
    }

    private BookedFlow Find(string flowId)
    {
        if (_flows.TryGetValue(flowId, out BookedFlow? flow)) return flow;
        return new BookedFlow(flowId, HasUnknownPrefix(flowId) ? Unknown : _otherFlows);
    }

    private FlowGroup FindGroup(string flowGroupId)
    {
        if (_groups.TryGetValue(flowGroupId, out FlowGroup? group)) return group;
        bool unknown = _options.OtherFlows == FlowStatus.Unknown || HasUnknownPrefix(flowGroupId);
        return new FlowGroup { FlowGroupId = flowGroupId, Unknown = unknown };
    }

    private BookedFlow[] FindAllOf(FlowGroup group)
    {
        if (group.FlowIds.Count > 0) return [.. group.FlowIds.Select(Find)];
        Flow[] made = GeneratedGroups.Of(group.FlowGroupId);
        return Array.ConvertAll(made, flow => _flows.GetValueOrDefault(flow.FlowId) ?? new BookedFlow(flow));
    }

    private bool HasUnknownPrefix(string id) => _unknownPrefixes.Exists(prefix => id.StartsWith(prefix, StringComparison.Ordinal));

    private void Add(FlowStatus status, IEnumerable<string> flowIds)
    {
        ArgumentNullException.ThrowIfNull(flowIds);
        foreach (string id in flowIds) Add(new Flow { FlowId = id, Status = status });
    }

    private static IReadOnlyList<SignerReminders> Signers(BookedFlow flow) =>
        [.. flow.Signers.Select(signer => new SignerReminders(signer.Name, signer.SignId, signer.Count))];

    private long Read(ref long total)
    {
        lock (_gate) return total;
    }
}
