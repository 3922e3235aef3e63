using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Benchmarks.Client;

/// <summary>The baseline: calls of 100 ids each, one after another or several in flight, as fast as the answers come.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        ClientOptions options = ClientOptions.Parse(args);
        using var client = new SignedClient(options);
        string[][] calls = [.. File.ReadLines(options.IdsFile).Chunk(100)];
        Console.WriteLine("ready");
        if (Console.ReadLine() is null) return 1;

        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        long began = Stopwatch.GetTimestamp(), first = 0, records = 0;
        await Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = options.InFlight }, async (ids, _) =>
        {
            int answered = await client.RemindAsync(ids);
            Interlocked.CompareExchange(ref first, Stopwatch.GetTimestamp(), 0);
            Interlocked.Add(ref records, answered);
        });
        long ended = Stopwatch.GetTimestamp();
        self.Refresh();
        long took = (self.TotalProcessorTime - before).Ticks;
        Console.WriteLine($"{began} {first} {ended} {took} {self.PeakWorkingSet64} {records} {records}");
        return 0;
    }
}
