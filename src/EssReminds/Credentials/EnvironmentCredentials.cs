using System.Linq;

namespace EssReminds.Credentials;

/// <summary>Reads the key from the environment variables that tccli, the SDKs and Terraform use.</summary>
internal static class EnvironmentCredentials
{
    private const string IdName = "TENCENTCLOUD_SECRET_ID";
    private const string KeyName = "TENCENTCLOUD_SECRET_KEY";
    private static readonly string[] TokenNames = ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"];

    /// <summary>The key; null where the environment has none.</summary>
    /// <exception cref="EssException">Only half of the pair is set, or a part is malformed.</exception>
    public static CredentialSource? Find(CredentialEnvironment environment)
    {
        string? id = environment.Variable(IdName), key = environment.Variable(KeyName);
        if (id is null && key is null) return null;
        if (id is null || key is null)
            throw EssException.Of(ErrorId.CredentialSourceBroken, Texts.Format("VariableMissing", id is null ? IdName : KeyName));

        string? tokenName = TokenNames.FirstOrDefault(name => environment.Variable(name) is not null);
        EssCredential credential = KeyRules.Check(
            id, key.ToCharArray(), tokenName is null ? null : environment.Variable(tokenName), Place);
        return new FixedCredentialSource("Environment", credential);

        string Place(string part) => part switch
        {
            KeyRules.SecretId => IdName,
            KeyRules.SecretKey => KeyName,
            _ => tokenName!,
        };
    }
}
