using System;
using System.Runtime.CompilerServices;

namespace EssReminds.Tests.Support;

/// <summary>What all processes started by tests inherit.</summary>
internal static class ShortLivedProcesses
{
    /// <summary>They live for seconds: profiling their code, to compile it better, takes a tenth of that and never pays.</summary>
    [ModuleInitializer]
    internal static void SkipProfiling() => Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
}
