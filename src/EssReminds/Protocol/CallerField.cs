using System.Collections.Generic;

namespace EssReminds.Protocol;

/// <summary>What a caller field identifies.</summary>
internal enum CallerRole
{
    /// <summary>The person on whose behalf calls are made.</summary>
    Operator,

    /// <summary>The organization that calls are made for.</summary>
    Organization,

    /// <summary>The application through which calls are made.</summary>
    Application,
}

/// <summary>One of the ids that identify the caller to a product: its origin, and its place in the body.</summary>
internal sealed class CallerField
{
    /// <param name="role">What it identifies.</param>
    /// <param name="name">Its name as a parameter, as a property of the connection, and in a checkpoint.</param>
    /// <param name="path">Its path in the body, such as <c>Operator.UserId</c>.</param>
    public CallerField(CallerRole role, string name, string path) => (Role, Name, Path) = (role, name, path.Split('.'));

    public CallerRole Role { get; }

    public string Name { get; }

    public IReadOnlyList<string> Path { get; }

    /// <summary>The environment variable that is used when the parameter is missing; null for none.</summary>
    public string? Variable { get; init; }

    /// <summary>The error id where it is missing; null for an optional field.</summary>
    public string? MissingError { get; init; }

    /// <summary>Whether it follows the items in the body, as in the documentation.</summary>
    public bool IsAfterItems { get; init; }

    public int MaximumLength { get; init; } = int.MaxValue;
}
