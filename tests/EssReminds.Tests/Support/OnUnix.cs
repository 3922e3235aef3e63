using System;
using Xunit;

namespace EssReminds.Tests.Support;

/// <summary>A fact of Unix: signals, modes of files, limits of a process. On Windows the run says that it was skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactOnUnixAttribute : FactAttribute
{
    public FactOnUnixAttribute() => Skip = OnUnix.Skip;
}

/// <summary>A fact of Linux: where its programs keep data, what .NET trusts. Elsewhere the run says that it was skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactOnLinuxAttribute : FactAttribute
{
    public FactOnLinuxAttribute() => Skip = OperatingSystem.IsLinux() ? null : "only Linux can show this";
}

/// <summary>A fact of Unix with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryOnUnixAttribute : TheoryAttribute
{
    public TheoryOnUnixAttribute() => Skip = OnUnix.Skip;
}

internal static class OnUnix
{
    public static string? Skip => OperatingSystem.IsWindows() ? "only Unix can show this" : null;
}
