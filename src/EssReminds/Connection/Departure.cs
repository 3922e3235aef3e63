using System.Threading;

namespace EssReminds.Connection;

/// <summary>A caller's leave to make one call. It tells the gate when the call really left.</summary>
internal sealed class Departure
{
    private readonly RateGate _gate;
    private readonly Slot _slot;
    private int _left;

    /// <param name="gate">The gate that gives leave.</param>
    /// <param name="slot">The call's slot.</param>
    /// <param name="at">When the gate opened for the call, in ticks.</param>
    public Departure(RateGate gate, Slot slot, long at) => (_gate, _slot, At) = (gate, slot, at);

    /// <summary>When the gate opened for the call, in ticks.</summary>
    public long At { get; }

    /// <summary>The call's last byte is on its way, or it has failed before. Counts once; later ones change nothing.</summary>
    public void Left()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0) _gate.Left(_slot);
    }
}
