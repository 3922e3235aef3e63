using System.Threading;

namespace EssReminds.Connection;

/// <summary>Where the row of an account and action is kept: in this process alone, or in a file that processes share.</summary>
internal abstract class Slots
{
    private readonly object _lock;

    /// <param name="sync">What callers of this process lock.</param>
    /// <param name="clock">The clock of all who use the row.</param>
    protected Slots(object sync, Clock clock) => (_lock, Clock) = (sync, clock);

    /// <summary>The row; valid between <see cref="Enter"/> and <see cref="Exit"/>.</summary>
    public SlotRow Row { get; } = new();

    protected Clock Clock { get; }

    /// <summary>Locks the row and brings it up to date.</summary>
    /// <returns>The time, taken once the row is locked.</returns>
    public long Enter()
    {
        Monitor.Enter(_lock);
        try
        {
            Load();
            long now = Clock.Ticks;
            if (Row.IsStale(now)) Row.Clear();
            return now;
        }
        catch
        {
            Monitor.Exit(_lock);
            throw;
        }
    }

    /// <summary>Keeps what was changed and unlocks the row.</summary>
    public void Exit()
    {
        try
        {
            Row.WrittenAt = Clock.Ticks;
            Save();
        }
        finally
        {
            Monitor.Exit(_lock);
        }
    }

    protected abstract void Load();

    protected abstract void Save();
}

/// <summary>Slots that this process alone knows.</summary>
internal sealed class LocalSlots : Slots
{
    public LocalSlots(Clock clock)
        : base(new object(), clock)
    {
    }

    protected override void Load()
    {
    }

    protected override void Save()
    {
    }
}
