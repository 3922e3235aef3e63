using Xunit;

namespace EssReminds.Tests.Support;

/// <summary>Tests of what a process has only one of, its environment and its connection: they run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "process-wide";
}
