using System;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>How one emulator behaves. The defaults are those of the command line.</summary>
public sealed class EmulatorOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>Whether it speaks https, and with what certificate.</summary>
    public HttpsMode Https { get; set; }

    /// <summary>Calls a second that an account may make; 0 for no limit.</summary>
    public double Quota { get; set; } = 20;

    /// <summary>What "a second" means to the quota.</summary>
    public QuotaWindow Window { get; set; } = QuotaWindow.Sliding;

    /// <summary>What a refusal says.</summary>
    public RefusalText RefusalText { get; set; } = RefusalText.Number;

    /// <summary>Time from a call's arrival to its answer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The most that <see cref="Latency"/> varies by, up or down.</summary>
    public TimeSpan Jitter { get; set; }

    /// <summary>Seeds every draw: latencies and faults.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Which request fields the service knows.</summary>
    public ServiceApi Api { get; set; } = ServiceApi.Current;

    /// <summary>Whether reminders of generated flows are remembered.</summary>
    public BookKeeping BookKeeping { get; set; } = BookKeeping.Remember;

    /// <summary>A JSON file of flows that differ from the generated ones; see the README.</summary>
    public string? FlowFile { get; set; }

    /// <summary>Where flows stand of which nothing else is said.</summary>
    public FlowStatus OtherFlows { get; set; } = FlowStatus.Waiting;

    /// <summary>How often CreateFlowReminds reminds a signer of a flow. The group action does so three times, essbasic once.</summary>
    public int RemindersPerSigner { get; set; } = 1;

    /// <summary>How often a signer of a flow is reminded in one day of the service's calendar, which is China's; 0 for no limit.</summary>
    public int RemindersPerDay { get; set; }

    /// <summary>Calls of DescribeFlowBriefs that an account may make in one day; 0 for no limit.</summary>
    public int BriefsPerDay { get; set; }

    /// <summary>Faults to inject, in order of precedence.</summary>
    public IList<FaultSetting> Faults { get; } = [];

    /// <summary>After how much rest a connection is dead: no request on it is answered from then on. Zero for never.</summary>
    public TimeSpan DropResting { get; set; }

    /// <summary>Decides call by call; where it answers null, <see cref="Faults"/> decide.</summary>
    public Func<CallInfo, Fault?>? Script { get; set; }

    /// <summary>Measures arrivals, the quota, latencies and the expiry of signatures and keys.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How far the service's calendar is ahead of <see cref="TimeProvider"/>: signatures, keys, days and dates go by it.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Whether raw requests are kept in <see cref="EmulatorHost.Calls"/>.</summary>
    public bool RecordCalls { get; set; }
}
