using System;
using System.Linq;
using System.Threading;

namespace EssReminds.Emulator;

/// <summary>Chooses the fault of each call: first the script, then the settings, with one seeded draw per call.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly Random _connectionRandom;
    private readonly FaultSetting[] _onCalls;
    private readonly FaultSetting[] _onConnections;
    private readonly EmulatorOptions _options;

    public FaultPlan(EmulatorOptions options)
    {
        _options = options;
        _random = new Random(options.Seed);
        _connectionRandom = new Random(options.Seed);
        _onCalls = [.. options.Faults.Where(setting => setting.Fault != Faults.RefuseConnection)];
        _onConnections = [.. options.Faults.Where(setting => setting.Fault == Faults.RefuseConnection)];
        bool tooMany = _onCalls.Sum(setting => setting.Rate) > 1.0000001;
        if (tooMany) throw new ArgumentException("The rates of the faults add up to more than 1.", nameof(options));
    }

    public FaultDraw Draw(Call call)
    {
        if (_options.Script is null && _onCalls.Length == 0) return new FaultDraw(null, CarriesOut: true);
        double draw;
        bool coin;
        // Draw both for every call, so that the fault of one call does not change those of later calls.
        lock (_gate) (draw, coin) = (_random.NextDouble(), _random.Next(2) == 1);

        Fault? fault = _options.Script?.Invoke(CallInfo.Of(call)) ?? Pick(_onCalls, call.Number, call.Arrived, draw);
        return new FaultDraw(fault, fault?.CarriesOut switch
        {
            CarryOut.No => false,
            CarryOut.Perhaps => coin,
            _ => true,
        });
    }

    /// <summary>Whether to close a connection right after accepting it.</summary>
    public bool RefusesConnection(int number, TimeSpan time)
    {
        if (_onConnections.Length == 0) return false;
        double draw;
        lock (_gate) draw = _connectionRandom.NextDouble();
        return Pick(_onConnections, number, time, draw) is not null;
    }

    /// <summary>A random number below a limit, by the seed.</summary>
    public int Next(int limit)
    {
        lock (_gate) return _random.Next(limit);
    }

    private static Fault? Pick(FaultSetting[] settings, int number, TimeSpan time, double draw)
    {
        foreach (FaultSetting setting in settings)
        {
            if (setting.Covers(number, time)) return setting.Fault;
        }

        foreach (FaultSetting setting in settings)
        {
            draw -= setting.Rate;
            if (draw < 0) return setting.Fault;
        }

        return null;
    }
}
