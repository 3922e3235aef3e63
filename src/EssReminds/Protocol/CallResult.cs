using System;
using System.Collections.Generic;

namespace EssReminds.Protocol;

/// <summary>What came of one call: records or a fault.</summary>
internal sealed class CallResult
{
    private CallResult(IReadOnlyList<RemindResponse.ResponseRecord?> records, CallFault? fault, string? requestId) =>
        (Records, Fault, RequestId) = (records, fault, requestId);

    /// <summary>The service's records, in its order; empty after a fault.</summary>
    public IReadOnlyList<RemindResponse.ResponseRecord?> Records { get; }

    public CallFault? Fault { get; }

    public string? RequestId { get; }

    /// <summary>The answer's Date header after a fault: the server's clock, to the second.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    public static CallResult Of(IReadOnlyList<RemindResponse.ResponseRecord?> records, string? requestId) =>
        new(records, null, requestId);

    public static CallResult Of(CallFault fault) => new([], fault, fault.RequestId);

    public CallResult At(DateTimeOffset? serverTime) => new(Records, Fault, RequestId) { ServerTime = serverTime };
}
