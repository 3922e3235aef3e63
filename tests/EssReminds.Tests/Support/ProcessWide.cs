using Xunit;

namespace EssReminds.Tests.Support;

/// <summary>Tests of process-wide state, such as the environment and the connection: no other test runs at the same time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "process-wide";
}
