using System;
using Xunit;

namespace EssReminds.Tests.Support;

/// <summary>A test that needs Unix: signals, file modes, process limits. Skipped on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactOnUnixAttribute : FactAttribute
{
    public FactOnUnixAttribute() => Skip = OnUnix.Skip;
}

/// <summary>A test that needs Linux: where its programs keep data, what .NET trusts. Skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactOnLinuxAttribute : FactAttribute
{
    public FactOnLinuxAttribute() => Skip = OperatingSystem.IsLinux() ? null : "only Linux can show this";
}

/// <summary>A test with data that needs Unix.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryOnUnixAttribute : TheoryAttribute
{
    public TheoryOnUnixAttribute() => Skip = OnUnix.Skip;
}

internal static class OnUnix
{
    public static string? Skip => OperatingSystem.IsWindows() ? "only Unix can show this" : null;
}
