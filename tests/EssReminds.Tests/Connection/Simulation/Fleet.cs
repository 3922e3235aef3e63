using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace EssReminds.Tests.Connection.Simulation;

/// <summary>Machines that share only an account, in virtual time.</summary>
internal sealed class Fleet
{
    private readonly VirtualTime _time = new();
    private readonly SimulatedService _service;
    private readonly Network _network;
    private readonly int _seed;
    private readonly Random _starts;

    public Fleet(int seed, int quota = 20, bool calendarSeconds = false, Network? network = null)
    {
        (_seed, _starts) = (seed, new Random(seed));
        _service = new SimulatedService(quota, calendarSeconds);
        _network = network ?? new Network();
    }

    public List<SimulatedMachine> Machines { get; } = [];

    /// <summary>Runs a scenario on a thread of its own, which has no synchronization context to post continuations to.</summary>
    public static void Run(Action story)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                story();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null) throw new InvalidOperationException(failure.Message, failure);
    }

    /// <summary>Adds machines that start within the next two seconds.</summary>
    public void Add(int count, double believed = 20, double? callsPerSecond = null)
    {
        for (int i = 0; i < count; i++)
        {
            var machine = new SimulatedMachine(_time, _service, _network, believed, callsPerSecond, _seed * 1000 + Machines.Count);
            Machines.Add(machine);
            _time.At(_time.Now + (long)(2 * _starts.NextDouble() * TimeSpan.TicksPerSecond), machine.Start);
        }
    }

    public void RunUntil(double seconds) => _time.RunUntil(seconds);

    /// <summary>The results of the calls that arrived in a period, for some of the machines or all.</summary>
    public Figures Between(double from, double until, IReadOnlyCollection<SimulatedMachine>? machines = null)
    {
        machines ??= Machines;
        int[] taken = [.. machines.Select(machine => Count(machine.Taken, from, until))];
        int refused = machines.Sum(machine => Count(machine.Refused, from, until));
        int all = taken.Sum();
        return new Figures(
            all / (_service.Quota * (until - from)), refused / (double)Math.Max(1, refused + all), taken.Min() / (double)Math.Max(1, all));
    }

    /// <summary>The longest period in which some machine had no call accepted, in seconds.</summary>
    public double LongestWait(double from, double until) => Machines.Max(machine =>
    {
        double last = from, longest = 0;
        foreach (double moment in machine.Taken.Select(Seconds).Where(moment => moment >= from && moment < until).Append(until))
            (longest, last) = (Math.Max(longest, moment - last), moment);
        return longest;
    });

    private static int Count(List<long> moments, double from, double until) =>
        moments.Count(moment => Seconds(moment) is var second && second >= from && second < until);

    private static double Seconds(long ticks) => ticks / (double)TimeSpan.TicksPerSecond;
}

/// <param name="Used">Share of the quota that was used.</param>
/// <param name="Refused">Share of all calls that was refused.</param>
/// <param name="LeastShare">Share of the accepted calls that the machine with the fewest had.</param>
internal readonly record struct Figures(double Used, double Refused, double LeastShare)
{
    public static Figures Mean(IReadOnlyCollection<Figures> all) =>
        new(all.Average(f => f.Used), all.Average(f => f.Refused), all.Average(f => f.LeastShare));
}
