using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Connection;

namespace EssReminds.Tests.Connection.Simulation;

/// <summary>A machine that sends all the time or at a given rate, with the real rate gate and a network with latency.</summary>
internal sealed class SimulatedMachine
{
    private readonly VirtualTime _time;
    private readonly SimulatedService _service;
    private readonly Network _network;
    private readonly Random _random;
    private readonly VirtualClock _clock;
    private readonly RateGate _gate;
    private bool _stopped;
    private bool _killed;

    /// <param name="believed">The quota that its user has configured.</param>
    /// <param name="callsPerSecond">Its demand; null for as many calls as it can get.</param>
    public SimulatedMachine(
        VirtualTime time, SimulatedService service, Network network, double believed, double? callsPerSecond, int seed)
    {
        (_time, _service, _network, CallsPerSecond) = (time, service, network, callsPerSecond);
        _random = new Random(seed);
        _clock = new VirtualClock(time, _random);
        _gate = new RateGate(believed, new LocalSlots(_clock), _clock, _random.NextDouble);
    }

    public double? CallsPerSecond { get; }

    /// <summary>When its calls were accepted, in ticks, in order.</summary>
    public List<long> Taken { get; } = [];

    public List<long> Refused { get; } = [];

    public void Start() => _ = SendAsync();

    /// <summary>Sends no more calls; answers still arrive.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Sends no more calls and receives no answers.</summary>
    public void Kill() => _stopped = _killed = true;

    private async Task SendAsync()
    {
        while (!_stopped)
        {
            CallPermit permit = await _gate.WaitAsync(again: false, CancellationToken.None);
            if (_stopped) return;
            permit.ReportSent();
            _time.At(_time.Now + _network.OneWay(_random), () => Arrive(permit));
            if (CallsPerSecond is { } demand)
                await _clock.DelayAsync(TimeSpan.FromSeconds((0.5 + _random.NextDouble()) / demand), CancellationToken.None);
        }
    }

    private void Arrive(CallPermit permit)
    {
        bool taken = _service.TryEnter(_time.Now);
        (taken ? Taken : Refused).Add(_time.Now);
        _time.At(_time.Now + _network.OneWay(_random), () => Answer(permit, taken));
    }

    private void Answer(CallPermit permit, bool taken)
    {
        if (_killed) return;
        if (taken) _gate.Accepted(permit);
        else _gate.Refused(permit, _network.NamesQuota ? _service.Quota : null);
    }
}

/// <summary>The network between machines and the service.</summary>
/// <param name="Latency">Time from sending a call to its answer, in seconds.</param>
/// <param name="Jitter">How much earlier or later a call may arrive, in seconds.</param>
/// <param name="NamesQuota">Whether refusals name the quota.</param>
/// <param name="Stalls">Share of the calls that are delayed, as on a machine that is short of processor time.</param>
/// <param name="Stall">Their average delay, in seconds.</param>
internal sealed record Network(
    double Latency = 0.3, double Jitter = 0.003, bool NamesQuota = true, double Stalls = 0, double Stall = 0.03)
{
    public long OneWay(Random random)
    {
        double seconds = Math.Max(0, Latency / 2 + Jitter * (2 * random.NextDouble() - 1));
        if (Stalls > 0 && random.NextDouble() < Stalls) seconds -= Stall * Math.Log(1 - random.NextDouble());
        return (long)(seconds * TimeSpan.TicksPerSecond);
    }
}
