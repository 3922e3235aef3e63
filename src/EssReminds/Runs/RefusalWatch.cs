using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Runs;

/// <summary>
/// Detects that the service refuses every single item, as in the wrong environment: searching for each culprit would waste the whole quota.
/// Until the service has accepted something, only one refused batch at a time is searched for its culprits.
/// </summary>
internal sealed class RefusalWatch
{
    /// <summary>After this many culprits and nothing accepted, the rest of the batch is sent item by item, without halving.</summary>
    private const int ManyCulprits = 8;

    private const int SeveralBatches = 3;
    private const int SeveralItems = 100;

    private readonly object _lock = new();
    private readonly SemaphoreSlim _search = new(1);
    private volatile bool _anyTaken;
    private string? _code;
    private int _batches;
    private int _items;

    /// <summary>The service accepted a call.</summary>
    public void Taken()
    {
        if (_anyTaken) return;
        lock (_lock)
        {
            if (_anyTaken) return;
            _anyTaken = true;
        }

        _search.Release(short.MaxValue); // all current and future waiters may search
    }

    /// <summary>Whether further halving of a batch will most likely find nothing but culprits.</summary>
    public bool IsHopeless(int culprits) => !_anyTaken && culprits >= ManyCulprits;

    /// <summary>Waits until a refused batch may be searched.</summary>
    /// <returns>Dispose of it to end the search.</returns>
    /// <exception cref="System.OperationCanceledException">No call may start any more.</exception>
    public Task<Permit> SearchAsync(CancellationToken cancellation) => Permit.WaitAsync(_search, cancellation);

    /// <summary>Reports that every item of a batch was refused with the same code.</summary>
    /// <returns>How many items of the run were refused with it, if that is enough to end the run; otherwise null.</returns>
    public int? AllRefused(string code, int items)
    {
        lock (_lock)
        {
            if (_anyTaken) return null;
            if (_code != code) (_code, _batches, _items) = (code, 0, 0);
            _batches++;
            _items += items;
            return _batches >= SeveralBatches && _items >= SeveralItems ? _items : null;
        }
    }
}
