using System;

namespace EssReminds.Checkpoints;

/// <summary>The index's entry for an item, in 16 bytes: the position of its last record, and whether it is due again.</summary>
internal readonly struct ItemState
{
    private const int LengthBits = 24;

    // Real positions are never negative. For an announced item, the low bits hold EarlierSince in seconds.
    private const long Announced = long.MinValue;
    private const long HandedOver = -1;

    private static readonly DateTime Epoch = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly long _place;
    private readonly uint _seconds;
    private readonly byte _reminders;
    private readonly Flags _flags;

    private ItemState(long place, DateTime? since, int reminders, Flags flags)
    {
        _place = place;
        _seconds = SecondsOf(since);
        _reminders = (byte)Math.Min(reminders, byte.MaxValue);
        _flags = flags;
    }

    [Flags]
    private enum Flags : byte
    {
        None = 0,
        MayBeSent = 1,
        InDoubt = 2,
    }

    /// <summary>How often the item was reminded, or perhaps was; saturates at 255.</summary>
    public int Reminders => _reminders;

    /// <summary>Nothing was done for the item when it was last sent.</summary>
    public bool MayBeSent => (_flags & Flags.MayBeSent) != 0;

    public bool IsInDoubt => (_flags & Flags.InDoubt) != 0;

    /// <summary>A call was about to be sent, and nothing is known after that.</summary>
    public bool IsAnnounced => _place < 0 && !IsHandedOver;

    public bool IsHandedOver => _place == HandedOver;

    /// <summary>The position of the last record.</summary>
    public LinePlace Place => new(_place >> LengthBits, (int)_place & ((1 << LengthBits) - 1));

    /// <param name="time">When the intent was written; null in a file of version 1.</param>
    /// <param name="before">The item's state before.</param>
    public static ItemState OfIntent(DateTime? time, ItemState before) => new(
        Announced | (before._reminders > 0 ? before._seconds : 0), time, before._reminders + 1, Flags.InDoubt);

    /// <param name="place">The position of the record.</param>
    /// <param name="since">The outcome's time; for an item that may be sent, the time of its last reminder.</param>
    /// <param name="reminders">How often the item was reminded.</param>
    /// <param name="mayBeSent">Whether nothing was done for the item when it was last sent.</param>
    /// <param name="inDoubt">Whether the item was perhaps carried out.</param>
    public static ItemState OfRecord(LinePlace place, DateTime? since, int reminders, bool mayBeSent, bool inDoubt) => new(
        NumberOf(place), since, reminders, (mayBeSent ? Flags.MayBeSent : 0) | (inDoubt ? Flags.InDoubt : 0));

    public ItemState AsHandedOver() => new(HandedOver, null, _reminders, _flags);

    /// <summary>Since when the item has been waiting to be sent again; rounded up to seconds, so that nothing is sent too soon.</summary>
    public DateTime Since(DateTime untimed) => _seconds == 0 ? untimed : Epoch.AddSeconds(_seconds);

    /// <summary>For an announced item, since when it waited before that; null if it was never reminded.</summary>
    public DateTime? EarlierSince(DateTime untimed) =>
        _reminders < 2 ? null : (uint)_place is var seconds and not 0 ? Epoch.AddSeconds(seconds) : untimed;

    public bool IsAt(LinePlace place) => _place == NumberOf(place);

    private static long NumberOf(LinePlace place) => (place.Offset << LengthBits) | (uint)place.Length;

    private static uint SecondsOf(DateTime? time) => time is not { } known || known == default ? 0
        : (uint)Math.Max(1, Math.Min(uint.MaxValue, Math.Ceiling((known.ToUniversalTime() - Epoch).TotalSeconds)));
}
