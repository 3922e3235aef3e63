namespace EssReminds.Emulator;

/// <summary>The state of a flow, with the service's numbers.</summary>
public enum FlowStatus
{
    /// <summary>The caller has no permission for it: it fails every call that names it.</summary>
    Forbidden = -2,

    /// <summary>The service does not know it: it fails every call that names it, except that DescribeFlowBriefs omits it.</summary>
    Unknown = -1,

    /// <summary>Not started, with nothing to fill in.</summary>
    NotStarted = 0,

    /// <summary>Nobody has signed yet (待签署).</summary>
    Waiting = 1,

    /// <summary>Some have signed (部分签署).</summary>
    Partly = 2,

    /// <summary>A signer refused (已拒签).</summary>
    Rejected = 3,

    /// <summary>All have signed (已签署).</summary>
    Signed = 4,

    /// <summary>The deadline passed (已过期).</summary>
    Expired = 5,

    /// <summary>The sender withdrew it (已撤销).</summary>
    Cancelled = 6,

    /// <summary>Not started, with fields to be filled in first.</summary>
    NotStartedToFillIn = 7,

    /// <summary>To be filled in (等待填写).</summary>
    ToFillIn = 8,

    /// <summary>Partly filled in (部分填写).</summary>
    PartlyFilledIn = 9,

    /// <summary>Filling in was refused (已拒填).</summary>
    FillingInRefused = 10,

    /// <summary>Void (已失效).</summary>
    Void = 16,

    /// <summary>Released (已解除).</summary>
    Released = 21,
}
