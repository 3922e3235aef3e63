using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Runs;

/// <summary>
/// Notices that the service refuses every single item, as in the wrong environment: to find each of them guilty would take the
/// whole quota for nothing. Until the service has taken something, one refused batch at a time is searched for its culprits.
/// </summary>
internal sealed class RefusalWatch
{
    /// <summary>So many culprits, and nothing taken: the rest of the batch is asked about one by one, without halving.</summary>
    private const int ManyCulprits = 8;

    private const int SeveralBatches = 3;
    private const int SeveralItems = 100;

    private readonly object _lock = new();
    private readonly SemaphoreSlim _search = new(1);
    private volatile bool _anyTaken;
    private string? _code;
    private int _batches;
    private int _items;

    /// <summary>The service took a call.</summary>
    public void Taken()
    {
        if (_anyTaken) return;
        lock (_lock)
        {
            if (_anyTaken) return;
            _anyTaken = true;
        }

        _search.Release(short.MaxValue); // whoever waits may search now, and whoever comes
    }

    /// <summary>Whether halving a batch further is likely to find nothing but culprits.</summary>
    public bool IsHopeless(int culprits) => !_anyTaken && culprits >= ManyCulprits;

    /// <summary>Waits until a refused batch may be searched.</summary>
    /// <returns>Ends the search.</returns>
    /// <exception cref="System.OperationCanceledException">No call may start any more.</exception>
    public Task<Permit> SearchAsync(CancellationToken cancellation) => Permit.WaitAsync(_search, cancellation);

    /// <summary>Every item of a batch was refused with the same code.</summary>
    /// <returns>The number of items of the run so refused, where they are enough to end it; else null.</returns>
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
