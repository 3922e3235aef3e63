using System;

namespace EssReminds.Checkpoints;

/// <summary>What the index keeps of an item, in 16 bytes: where its last record stands, and whether it is due again.</summary>
internal readonly struct ItemState
{
    private const int LengthBits = 24;

    // No place is negative. Of an announced item the low bits are since when it waited before.
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

    /// <summary>How often the item was reminded, or perhaps; 255 stands for more.</summary>
    public int Reminders => _reminders;

    /// <summary>Nothing was done for the item when it was last sent.</summary>
    public bool MayBeSent => (_flags & Flags.MayBeSent) != 0;

    public bool IsInDoubt => (_flags & Flags.InDoubt) != 0;

    /// <summary>A call was about to go out, and nothing is known since.</summary>
    public bool IsAnnounced => _place < 0 && !IsHandedOver;

    public bool IsHandedOver => _place == HandedOver;

    /// <summary>Where the last record stands.</summary>
    public LinePlace Place => new(_place >> LengthBits, (int)_place & ((1 << LengthBits) - 1));

    /// <param name="time">When; null in a file of version 1.</param>
    /// <param name="before">What was known before.</param>
    public static ItemState OfIntent(DateTime? time, ItemState before) => new(
        Announced | (before._reminders > 0 ? before._seconds : 0), time, before._reminders + 1, Flags.InDoubt);

    /// <param name="place">Where the record stands.</param>
    /// <param name="since">The outcome's time; of an item that may be sent, that of its last reminder.</param>
    /// <param name="reminders">How often the item was reminded.</param>
    /// <param name="mayBeSent">Whether nothing was done when it was last sent.</param>
    /// <param name="inDoubt">Whether something was perhaps.</param>
    public static ItemState OfRecord(LinePlace place, DateTime? since, int reminders, bool mayBeSent, bool inDoubt) => new(
        NumberOf(place), since, reminders, (mayBeSent ? Flags.MayBeSent : 0) | (inDoubt ? Flags.InDoubt : 0));

    public ItemState AsHandedOver() => new(HandedOver, null, _reminders, _flags);

    /// <summary>Since when the item waits to be sent again; rounded up to seconds, so that nothing is sent too soon.</summary>
    public DateTime Since(DateTime untimed) => _seconds == 0 ? untimed : Epoch.AddSeconds(_seconds);

    /// <summary>Of an announced item: since when it waited before; null where it was never reminded.</summary>
    public DateTime? EarlierSince(DateTime untimed) =>
        _reminders < 2 ? null : (uint)_place is var seconds and not 0 ? Epoch.AddSeconds(seconds) : untimed;

    public bool IsAt(LinePlace place) => _place == NumberOf(place);

    private static long NumberOf(LinePlace place) => (place.Offset << LengthBits) | (uint)place.Length;

    private static uint SecondsOf(DateTime? time) => time is not { } known || known == default ? 0
        : (uint)Math.Max(1, Math.Min(uint.MaxValue, Math.Ceiling((known.ToUniversalTime() - Epoch).TotalSeconds)));
}
