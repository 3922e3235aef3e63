namespace EssReminds.Credentials;

/// <summary>
/// A role that tccli would assume with the key it has. This module does not, and refuses: with the key alone, calls would go out
/// as somebody else.
/// </summary>
internal static class AssumedRole
{
    private const string Variable = "TENCENTCLOUD_ROLE_ARN";

    /// <exception cref="EssException">A role is named.</exception>
    public static void Refuse(string? role, string place)
    {
        if (!string.IsNullOrWhiteSpace(role)) throw EssException.Of(ErrorId.AssumeRoleUnsupported, place, role);
    }

    /// <summary>For keys that are looked for: as with tccli, the variable counts unless a profile is named.</summary>
    /// <exception cref="EssException">The environment names a role.</exception>
    public static void RefuseInEnvironment(CredentialEnvironment environment) => Refuse(environment.Variable(Variable), Variable);
}
