namespace EssReminds.Emulator;

/// <summary>Well-known keys that every emulator accepts, and nothing else does.</summary>
public static class EmulatorKeys
{
    /// <summary>The id of the test key.</summary>
    public const string SecretId = "AKIDEmulatorEmulatorEmulatorEXAMPLE";

    /// <summary>The secret of the test key.</summary>
    public const string SecretKey = "EmulatorSecretKeyEmulatorEXAMPLE";

    /// <summary>The id of the example key in the public documentation of TC3, with which the golden test vectors are signed.</summary>
    public const string DocumentationSecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";

    /// <summary>The secret of the documentation's key.</summary>
    public const string DocumentationSecretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
}
