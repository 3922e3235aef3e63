using System;

namespace EssReminds.Benchmarks.Client;

/// <summary>What a client does between the word and the end; whatever comes before is done by the constructor.</summary>
internal interface IWork : IDisposable
{
    /// <summary>The part that is measured.</summary>
    ClientResult Run();

    /// <summary>Looks at what came out, after the measuring.</summary>
    ClientResult Count(ClientResult result);
}
