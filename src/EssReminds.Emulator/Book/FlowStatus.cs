namespace EssReminds.Emulator;

/// <summary>Where a flow stands.</summary>
public enum FlowStatus
{
    /// <summary>Nobody has signed yet (待签署).</summary>
    Waiting,

    /// <summary>Some have signed (部分签署).</summary>
    Partly,

    /// <summary>All have signed (已签署).</summary>
    Signed,

    /// <summary>A signer refused (已拒签).</summary>
    Rejected,

    /// <summary>The deadline passed (已过期).</summary>
    Expired,

    /// <summary>The sender withdrew it (已撤销).</summary>
    Cancelled,

    /// <summary>The service does not know it: it sinks every call that names it.</summary>
    Unknown,
}
