using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace EssReminds.Credentials;

/// <summary>
/// The order in which Connect-Ess looks for a key: environment, SDK file, CLI profile, instance role. The first source that exists is
/// used; if it is broken, that is an error, never a reason to try the next.
/// </summary>
internal static class CredentialChain
{
    /// <exception cref="EssException">No source has a key, a source is broken, or a role would have to be assumed.</exception>
    public static CredentialSource Find(CredentialEnvironment environment, CancellationToken cancellation)
    {
        AssumedRole.RefuseInEnvironment(environment);
        return EnvironmentCredentials.Find(environment)
            ?? SdkCredentialsFile.Find(environment, null)
            ?? CliProfile.Find(environment, null, cancellation)
            ?? InstanceRole.Find(environment, cancellation)
            ?? throw EssException.Of(ErrorId.CredentialMissing);
    }

    /// <summary>A named profile: a section of the SDK file, otherwise a CLI profile. The environment variables are ignored.</summary>
    /// <exception cref="EssException">There is no such profile, or it is broken.</exception>
    public static CredentialSource FindProfile(CredentialEnvironment environment, string profile, CancellationToken cancellation) =>
        SdkCredentialsFile.Find(environment, profile)
        ?? CliProfile.Find(environment, profile, cancellation)
        ?? throw NoProfile(profile, ProfileNames(environment).ToArray());

    public static IEnumerable<string> ProfileNames(CredentialEnvironment environment) =>
        SdkCredentialsFile.ProfileNames(environment).Concat(CliProfile.ProfileNames(environment)).Distinct();

    private static EssException NoProfile(string profile, string[] others) => EssException.OfText(
        ErrorId.ProfileNotFound, others.Length > 0 ? ErrorId.ProfileNotFound : "NoProfiles", null,
        profile, string.Join(Texts.Get("ListSeparator"), others));
}
