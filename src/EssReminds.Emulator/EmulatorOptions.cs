using System;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>The options of an emulator; the defaults are those of the command line.</summary>
public sealed class EmulatorOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>Whether to use https, and with which certificate.</summary>
    public HttpsMode Https { get; set; }

    /// <summary>The quota of an account and action, in calls a second; 0 for no limit.</summary>
    public double Quota { get; set; } = 20;

    /// <summary>What "a second" means for the quota.</summary>
    public QuotaWindow Window { get; set; } = QuotaWindow.Sliding;

    /// <summary>What a quota refusal's message says.</summary>
    public RefusalText RefusalText { get; set; } = RefusalText.Number;

    /// <summary>The time from a call's arrival to its answer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The most by which <see cref="Latency"/> varies, up or down.</summary>
    public TimeSpan Jitter { get; set; }

    /// <summary>The seed of all random choices: latencies and faults.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Which generation of request parameters the service knows.</summary>
    public ServiceApi Api { get; set; } = ServiceApi.Current;

    /// <summary>Whether reminders of generated flows are recorded.</summary>
    public BookKeeping BookKeeping { get; set; } = BookKeeping.Remember;

    /// <summary>A JSON file of flows that differ from the generated ones; see the README.</summary>
    public string? FlowFile { get; set; }

    /// <summary>The state of flows that were not added.</summary>
    public FlowStatus OtherFlows { get; set; } = FlowStatus.Waiting;

    /// <summary>The most reminders per signer and flow for CreateFlowReminds. The group action allows three, essbasic one.</summary>
    public int RemindersPerSigner { get; set; } = 1;

    /// <summary>The most reminders per signer and flow in one day of the service's calendar, which is China's; 0 for no limit.</summary>
    public int RemindersPerDay { get; set; }

    /// <summary>The most calls of DescribeFlowBriefs per account and day; 0 for no limit.</summary>
    public int BriefsPerDay { get; set; }

    /// <summary>The faults to inject, in order of precedence.</summary>
    public IList<FaultSetting> Faults { get; } = [];

    /// <summary>The idle time after which a connection is dead: no request on it is answered any more. Zero for never.</summary>
    public TimeSpan DropResting { get; set; }

    /// <summary>Chooses a call's fault; where it returns null, <see cref="Faults"/> apply.</summary>
    public Func<CallInfo, Fault?>? Script { get; set; }

    /// <summary>The time source for arrivals, quota, latencies and the expiry of signatures and keys.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// How far the service's clock is ahead of <see cref="TimeProvider"/>; it applies to signatures, keys, days and dates.
    /// </summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Whether to record raw requests in <see cref="EmulatorHost.Calls"/>.</summary>
    public bool RecordCalls { get; set; }
}
