using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Benchmarks.Client;

/// <summary>The baseline: one call of 100 ids after another, or several at once, as fast as the answers come.</summary>
internal sealed class LoopWork : IWork
{
    private readonly SignedClient _client;
    private readonly string[][] _calls;
    private readonly int _inFlight;

    public LoopWork(ClientOptions options)
    {
        _client = new SignedClient(options);
        _calls = [.. FlowIdSource.Stream(options.Operator, options.Ids).Chunk(100)];
        _inFlight = options.InFlight;
    }

    public ClientResult Run() => RunAsync().GetAwaiter().GetResult();

    public ClientResult Count(ClientResult result) => result;

    public void Dispose() => _client.Dispose();

    private async Task<ClientResult> RunAsync()
    {
        long first = 0, records = 0;
        await Parallel.ForEachAsync(_calls, new ParallelOptions { MaxDegreeOfParallelism = _inFlight }, async (ids, _) =>
        {
            int answered = await _client.RemindAsync(ids);
            Interlocked.CompareExchange(ref first, Stopwatch.GetTimestamp(), 0);
            Interlocked.Add(ref records, answered);
        });
        return new ClientResult { FirstRecord = first, Records = records, Reminded = records };
    }
}
