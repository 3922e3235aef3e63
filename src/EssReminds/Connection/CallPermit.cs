using System;
using System.Threading;

namespace EssReminds.Connection;

/// <summary>Permission for one call; reports when the request was sent.</summary>
internal sealed class CallPermit
{
    private readonly Action<CallPermit> _onSent;
    private int _reported;

    /// <param name="slot">The call's slot.</param>
    /// <param name="grantedAt">When the permit was granted, in ticks.</param>
    /// <param name="onSent">Called by the first report.</param>
    public CallPermit(Slot slot, long grantedAt, Action<CallPermit> onSent) => (Slot, GrantedAt, _onSent) = (slot, grantedAt, onSent);

    public Slot Slot { get; }

    /// <summary>When the permit was granted, in ticks.</summary>
    public long GrantedAt { get; }

    /// <summary>The request's last byte was sent, or the call failed before that. Only the first report counts.</summary>
    public void ReportSent()
    {
        if (Interlocked.Exchange(ref _reported, 1) == 0) _onSent(this);
    }
}
