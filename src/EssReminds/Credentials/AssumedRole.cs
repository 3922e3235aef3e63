namespace EssReminds.Credentials;

/// <summary>
/// Refuses configurations in which tccli would assume a role: the module cannot, and with the bare key its calls would run under another
/// identity.
/// </summary>
internal static class AssumedRole
{
    private const string Variable = "TENCENTCLOUD_ROLE_ARN";

    /// <exception cref="EssException">A role is configured.</exception>
    public static void Refuse(string? role, string place)
    {
        if (!string.IsNullOrWhiteSpace(role)) throw EssException.Of(ErrorId.AssumeRoleUnsupported, place, role);
    }

    /// <summary>For the default search: as in tccli, the variable counts unless a profile is named.</summary>
    /// <exception cref="EssException">The environment variable names a role.</exception>
    public static void RefuseInEnvironment(CredentialEnvironment environment) => Refuse(environment.Variable(Variable), Variable);
}
