using System.Threading;

namespace EssReminds.Connection;

/// <summary>Keeps the row of an account and action, in this process alone or in a file that processes share.</summary>
internal abstract class Slots
{
    private readonly object _lock;

    /// <param name="sync">The lock object for callers within this process.</param>
    /// <param name="clock">The clock shared by all users of the row.</param>
    protected Slots(object sync, Clock clock) => (_lock, Clock) = (sync, clock);

    /// <summary>The row; valid only between <see cref="Enter"/> and <see cref="Exit"/>.</summary>
    public SlotRow Row { get; } = new();

    protected Clock Clock { get; }

    /// <summary>Locks the row and refreshes it.</summary>
    /// <returns>The time, read after locking.</returns>
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

    /// <summary>Saves the changes and unlocks the row.</summary>
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

/// <summary>Slots known only to this process.</summary>
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
