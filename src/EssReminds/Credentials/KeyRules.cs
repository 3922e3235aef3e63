using System;

namespace EssReminds.Credentials;

/// <summary>Validates a key pair before use, so that a typing error is not sent to a server.</summary>
internal static class KeyRules
{
    public const string SecretId = nameof(SecretId);
    public const string SecretKey = nameof(SecretKey);
    public const string SessionToken = nameof(SessionToken);

    /// <summary>What every SecretId begins with, lasting or temporary, in the service's documentation and answers.</summary>
    private const string SecretIdStart = "AKID";

    /// <param name="secretId">The SecretId.</param>
    /// <param name="secretKey">The SecretKey; always overwritten before this returns.</param>
    /// <param name="token">A temporary key's token; null for a permanent key.</param>
    /// <param name="place">Names the origin of each part, for errors.</param>
    /// <param name="expires">When a temporary key expires.</param>
    /// <exception cref="EssException">
    /// A part is empty, or contains blanks, quotes or non-ASCII characters; or SecretId and SecretKey are swapped.
    /// </exception>
    public static EssCredential Check(
        string secretId, char[] secretKey, string? token, Func<string, string> place, DateTimeOffset? expires = null)
    {
        try
        {
            Check(SecretId, secretId.ToCharArray(), place);
            Check(SecretKey, secretKey, place);
            if (!string.IsNullOrEmpty(token)) Check(SessionToken, token!.ToCharArray(), place);
            // A SecretKey could begin so by chance, hence the look at both: a pair in its order never fits.
            if (StartsAsSecretId(secretKey) && !secretId.StartsWith(SecretIdStart, StringComparison.Ordinal))
                throw EssException.OfText(ErrorId.CredentialInvalid, "CredentialSwapped", null, place(SecretId), place(SecretKey));
            // Only ASCII passes the check, so each character is one byte.
            return new EssCredential(secretId, Array.ConvertAll(secretKey, static c => (byte)c), token, expires);
        }
        finally
        {
            Array.Clear(secretKey, 0, secretKey.Length);
        }
    }

    private static bool StartsAsSecretId(char[] value)
    {
        for (int i = 0; i < SecretIdStart.Length; i++)
            if (i == value.Length || value[i] != SecretIdStart[i]) return false;

        return true;
    }

    private static void Check(string part, char[] value, Func<string, string> place)
    {
        bool good = value.Length > 0 && Array.TrueForAll(value, static c => c is > ' ' and < '\u007f' and not ('"' or '\''));
        if (!good) throw EssException.Of(ErrorId.CredentialInvalid, part, place(part));
    }
}
