using System;

namespace EssReminds.Credentials;

/// <summary>Judges a key pair before it is used, so that a slip of the hand is not sent to a server.</summary>
internal static class KeyRules
{
    public const string SecretId = nameof(SecretId);
    public const string SecretKey = nameof(SecretKey);
    public const string SessionToken = nameof(SessionToken);

    /// <param name="secretId">The SecretId.</param>
    /// <param name="secretKey">The SecretKey; overwritten here, whatever comes of it.</param>
    /// <param name="token">A temporary key's token, or null.</param>
    /// <param name="place">Where each part came from, for the error.</param>
    /// <param name="expires">When a temporary key stops working.</param>
    /// <exception cref="EssException">A part is empty, or has blanks or quotes in or around it.</exception>
    public static EssCredential Check(
        string secretId, char[] secretKey, string? token, Func<string, string> place, DateTimeOffset? expires = null)
    {
        try
        {
            Check(SecretId, secretId.ToCharArray(), place);
            Check(SecretKey, secretKey, place);
            if (!string.IsNullOrEmpty(token)) Check(SessionToken, token!.ToCharArray(), place);
            // ASCII alone has passed, so a character is a byte.
            return new EssCredential(secretId, Array.ConvertAll(secretKey, static c => (byte)c), token, expires);
        }
        finally
        {
            Array.Clear(secretKey, 0, secretKey.Length);
        }
    }

    private static void Check(string part, char[] value, Func<string, string> place)
    {
        bool good = value.Length > 0 && Array.TrueForAll(value, static c => c is > ' ' and < '\u007f' and not ('"' or '\''));
        if (!good) throw EssException.Of(ErrorId.CredentialInvalid, part, place(part));
    }
}
