using System;
using System.Diagnostics;

namespace EssReminds.Benchmarks.Client;

/// <summary>Gets ready, says so, waits for a line on stdin, works, and tells in one line what that took.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        ClientOptions options = ClientOptions.Parse(args);
        using IWork work = options.Kind switch
        {
            ClientKind.Session => new SessionWork(options),
            ClientKind.Import => new ImportWork(options),
            _ => new LoopWork(options),
        };
        Console.WriteLine("ready");
        if (Console.ReadLine() is null) return 1;

        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        long began = Stopwatch.GetTimestamp();
        ClientResult result = work.Run();
        long ended = Stopwatch.GetTimestamp();
        self.Refresh();
        result = result with
        {
            Began = began,
            Ended = ended,
            Processor = (self.TotalProcessorTime - before).Ticks,
            PeakMemory = self.PeakWorkingSet64,
        };
        Console.WriteLine(work.Count(result).ToLine());
        return 0;
    }
}
