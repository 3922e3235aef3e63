using System;
using System.Collections.Concurrent;
using System.Diagnostics;

namespace EssReminds.Benchmarks.Processes;

/// <summary>A process that does not outlive this one, even if this one is terminated by a signal.</summary>
internal sealed class Child : IDisposable
{
    private static readonly ConcurrentDictionary<Child, bool> Alive = [];

    static Child() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (Child child in Alive.Keys) child.Dispose();
    };

    private Child(Process process) => Process = process;

    public Process Process { get; }

    public static Child Start(ProcessStartInfo start)
    {
        var child = new Child(Process.Start(start)!);
        Alive[child] = true;
        return child;
    }

    public void Dispose()
    {
        if (!Alive.TryRemove(this, out _)) return;
        if (!Process.HasExited)
        {
            Process.Kill();
            Process.WaitForExit();
        }

        Process.Dispose();
    }
}
