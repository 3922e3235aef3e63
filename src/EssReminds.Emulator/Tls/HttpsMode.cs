namespace EssReminds.Emulator;

/// <summary>Whether an emulator uses https, and with which certificate.</summary>
public enum HttpsMode
{
    /// <summary>Plain http.</summary>
    Off,

    /// <summary>A valid certificate, issued by the emulator's CA.</summary>
    Trusted,

    /// <summary>Like <see cref="Trusted"/>, but expired yesterday.</summary>
    Expired,

    /// <summary>Like <see cref="Trusted"/>, but for another host name.</summary>
    WrongName,

    /// <summary>Issued by another CA than the one in the CA file.</summary>
    UnknownCa,
}
