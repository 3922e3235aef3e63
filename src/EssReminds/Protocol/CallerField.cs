using System.Collections.Generic;

namespace EssReminds.Protocol;

/// <summary>What a field says of the caller.</summary>
internal enum CallerRole
{
    /// <summary>In whose name calls are made.</summary>
    Operator,

    /// <summary>For whom.</summary>
    Organization,

    /// <summary>Through which application.</summary>
    Application,
}

/// <summary>One of the ids by which a product knows its caller: where it comes from, and where it stands in a body.</summary>
internal sealed class CallerField
{
    /// <param name="role">What it says.</param>
    /// <param name="name">Its name as a parameter, as a property of the connection, and in a checkpoint.</param>
    /// <param name="path">Where it stands in a body, as <c>Operator.UserId</c>.</param>
    public CallerField(CallerRole role, string name, string path) => (Role, Name, Path) = (role, name, path.Split('.'));

    public CallerRole Role { get; }

    public string Name { get; }

    public IReadOnlyList<string> Path { get; }

    /// <summary>The variable of the environment that stands in for the parameter; null for none.</summary>
    public string? Variable { get; init; }

    /// <summary>The error where it is missing; null where it may be.</summary>
    public string? MissingError { get; init; }

    /// <summary>Whether it stands behind the items, in the documentation's order.</summary>
    public bool IsAfterItems { get; init; }

    public int MaximumLength { get; init; } = int.MaxValue;
}
