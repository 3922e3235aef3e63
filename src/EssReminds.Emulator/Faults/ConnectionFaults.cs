using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>Faults in which the client receives no complete answer.</summary>
internal static class ConnectionFaults
{
    public static readonly IReadOnlyList<Fault> All =
    [
        new("reset-before-reading", CarryOut.No,
            "the connection is reset before the body is read", context => context.Abort()),
        new("reset-after-carrying-out", CarryOut.Yes,
            "the connection is reset instead of an answer", context => context.Abort()),
        new("hang", CarryOut.No,
            "no answer, until the client gives up", context => context.HangAsync()),
        new("hang-after-carrying-out", CarryOut.Yes,
            "no answer, until the client gives up", context => context.HangAsync()),
        new("half-body", CarryOut.Yes,
            "half of the promised body, then the connection ends", context => context.SendHalfAsync()),
    ];
}
