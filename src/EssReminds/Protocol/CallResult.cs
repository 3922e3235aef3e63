using System;

namespace EssReminds.Protocol;

/// <summary>The result of one call: an answer or a fault.</summary>
internal sealed class CallResult
{
    private readonly AnswerBody? _body;

    public CallResult(AnswerBody body) => _body = body;

    public CallResult(CallFault fault) => Fault = fault;

    /// <summary>The answer.</summary>
    public AnswerBody Body => _body ?? throw new InvalidOperationException("The call failed.");

    public CallFault? Fault { get; }

    public string? RequestId => Fault is null ? _body!.RequestId : Fault.RequestId;

    /// <summary>The Date header of a failed call's response: the server's clock, to the second.</summary>
    public DateTimeOffset? ServerTime { get; set; }
}
