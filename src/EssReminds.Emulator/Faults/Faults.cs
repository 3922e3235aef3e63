using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace EssReminds.Emulator;

/// <summary>The faults that the emulator can inject.</summary>
public static class Faults
{
    /// <summary>The start of the name of a fault that answers an error code: <c>error:CODE</c>.</summary>
    public const string ErrorPrefix = "error:";

    internal static readonly Fault RefuseConnection = new("refuse-connection", CarryOut.No,
        "the connection is reset as soon as it was accepted; counts connections, not calls", scene => scene.Abort());

    /// <summary>All faults that have a name of their own.</summary>
    public static IReadOnlyList<Fault> All { get; } = [RefuseConnection, .. ConnectionFaults.All, .. AnswerFaults.All, .. RecordFaults.All];

    /// <summary>The fault of a name, <c>error:CODE</c> included; null where there is none.</summary>
    public static Fault? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(ErrorPrefix, StringComparison.Ordinal) && name.Length > ErrorPrefix.Length
            ? Error(name[ErrorPrefix.Length..])
            : All.FirstOrDefault(fault => fault.Name == name);
    }

    /// <summary>The fault of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static Fault Named(string name) => Find(name) ?? throw new KeyNotFoundException($"No fault is named '{name}'.");

    /// <summary>Answers an error code; the call is not carried out.</summary>
    public static Fault Error(string code) => new(ErrorPrefix + code, CarryOut.No,
        "the error of this code", scene => scene.SendErrorAsync(ServiceErrors.OfCode(code)));

    /// <summary>Carries the call out and answers rightly, but only once a task is done: for tests that need calls in flight.</summary>
    public static Fault HoldUntil(Task released) => new("hold", CarryOut.Yes,
        "the right answer, later", async scene =>
        {
            await released.WaitAsync(scene.ClientGone);
            await scene.SendAnswerAsync();
        });
}
