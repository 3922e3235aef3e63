using System;
using System.Collections.Generic;
using System.Reflection;
using System.Threading.Tasks;

namespace EssReminds.Platform;

/// <summary>
/// Lets work in progress finish when the process is asked to end: SIGTERM, a closed terminal (SIGHUP), Environment.Exit.
/// </summary>
internal static class ProcessEnd
{
    private static readonly HashSet<Action> Waiting = [];
    private static readonly List<object> Registrations = [];

    /// <summary>Calls <paramref name="finish"/> when the process is asked to end, and waits for it to return.</summary>
    /// <returns>Unregisters it when disposed.</returns>
    public static IDisposable Register(Action finish)
    {
        lock (Waiting)
        {
            if (Registrations.Count == 0)
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) => FinishAll();
                Registrations.Add(new object());
                Handle("SIGTERM");
                Handle("SIGHUP");
            }

            Waiting.Add(finish);
        }

        return new Registration(finish);
    }

    private static void FinishAll()
    {
        Action[] all;
        lock (Waiting) all = [.. Waiting];
        Parallel.ForEach(all, static finish => finish());
    }

    // PosixSignalRegistration by reflection, since netstandard2.0 lacks it. From .NET 10 on the runtime handles neither signal itself, so
    // ProcessExit is not raised for them.
    private static void Handle(string signal)
    {
        const string name = "System.Runtime.InteropServices.PosixSignalRegistration";
        Type? type = typeof(object).Assembly.GetType(name) ?? Type.GetType(name + ", System.Runtime.InteropServices");
        if (type is null) return;
        MethodInfo create = type.GetMethod("Create")!;
        object value = Enum.Parse(create.GetParameters()[0].ParameterType, signal);
        Registrations.Add(create.Invoke(null, [value, (Action<object>)(static _ => FinishAll())]));
    }

    private sealed class Registration : IDisposable
    {
        private readonly Action _finish;

        public Registration(Action finish) => _finish = finish;

        public void Dispose()
        {
            lock (Waiting) Waiting.Remove(_finish);
        }
    }
}
