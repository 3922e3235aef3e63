using System;

namespace EssReminds.Emulator;

/// <summary>The parts of <c>TC3-HMAC-SHA256 Credential=id/date/service/tc3_request, SignedHeaders=a;b, Signature=hex</c>.</summary>
internal readonly record struct AuthorizationHeader(string SecretId, string Date, string Service, string SignedHeaders, string Signature)
{
    public const string Algorithm = "TC3-HMAC-SHA256";
    public const string Terminator = "tc3_request";

    public static bool TryParse(string header, out AuthorizationHeader result)
    {
        result = default;
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal)) return false;
        string? credential = null, signedHeaders = null, signature = null;
        foreach (string part in header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=');
            if (equals < 0) return false;
            string value = part[(equals + 1)..];
            switch (part[..equals])
            {
                case "Credential": credential = value; break;
                case "SignedHeaders": signedHeaders = value; break;
                case "Signature": signature = value; break;
                default: return false;
            }
        }

        string[] scope = credential?.Split('/') ?? [];
        if (scope.Length != 4 || scope[0].Length == 0 || scope[3] != Terminator) return false;
        if (string.IsNullOrEmpty(signedHeaders) || string.IsNullOrEmpty(signature)) return false;
        result = new AuthorizationHeader(scope[0], scope[1], scope[2], signedHeaders, signature);
        return true;
    }
}
