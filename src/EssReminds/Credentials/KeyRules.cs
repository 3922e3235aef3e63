using System;

namespace EssReminds.Credentials;

/// <summary>Judges a key pair before it is used, so that a slip of the hand is not sent to a server.</summary>
internal static class KeyRules
{
    /// <param name="secretId">The SecretId.</param>
    /// <param name="secretKey">The SecretKey.</param>
    /// <param name="token">A temporary key's token, or null.</param>
    /// <param name="source">Where the pair came from, for the error.</param>
    /// <param name="expires">When a temporary key stops working.</param>
    /// <exception cref="EssException">A part is empty, or has blanks in or around it.</exception>
    public static EssCredential Check(string secretId, string secretKey, string? token, string source, DateTimeOffset? expires = null)
    {
        Check("SecretId", secretId, source);
        Check("SecretKey", secretKey, source);
        if (!string.IsNullOrEmpty(token)) Check("SessionToken", token!, source);
        return EssCredential.FromText(secretId, secretKey, token, expires);
    }

    private static void Check(string part, string value, string source)
    {
        foreach (char c in value)
            if (c is <= ' ' or >= '\u007f') throw EssException.Of(ErrorId.CredentialInvalid, part, source);

        if (value.Length == 0) throw EssException.Of(ErrorId.CredentialInvalid, part, source);
    }
}
