using System.Collections.Generic;
using EssReminds.Protocol;

namespace EssReminds.Reminding;

/// <summary>A call (or a single flow) that finally failed: one error for the user.</summary>
internal sealed class RunFailure
{
    public RunFailure(string errorId, IReadOnlyList<string> flowIds, string? message = null, string? serviceCode = null, string? requestId = null)
    {
        ErrorId = errorId;
        FlowIds = flowIds;
        Message = message;
        ServiceCode = serviceCode;
        RequestId = requestId;
    }

    public RunFailure(CallFault fault, IReadOnlyList<string> flowIds)
        : this(fault.ErrorId, flowIds, fault.Message, fault.ServiceCode, fault.RequestId)
    {
    }

    public RunFailure(EssException exception, IReadOnlyList<string> flowIds)
        : this(exception.ErrorId, flowIds) => Exception = exception;

    public string ErrorId { get; }

    /// <summary>The failure as it was met, where that was not in a call; null otherwise.</summary>
    public EssException? Exception { get; }

    /// <summary>Exactly the flows that the error is about, so that they can be piped in again.</summary>
    public IReadOnlyList<string> FlowIds { get; }

    /// <summary>The words of the service or of the network; null where our own text says all.</summary>
    public string? Message { get; }

    public string? ServiceCode { get; }

    public string? RequestId { get; }
}
