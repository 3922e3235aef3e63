namespace EssReminds.Emulator;

/// <summary>Whether an emulator speaks https, and with what certificate.</summary>
public enum HttpsMode
{
    /// <summary>Plain http.</summary>
    Off,

    /// <summary>A good certificate, for whoever trusts the emulator's certificate authority.</summary>
    Trusted,

    /// <summary>Like <see cref="Trusted"/>, but the certificate ended yesterday.</summary>
    Expired,

    /// <summary>Like <see cref="Trusted"/>, but for a host of another name.</summary>
    WrongName,

    /// <summary>A certificate of another authority than the one whose certificate is in the file.</summary>
    UnknownCa,
}
