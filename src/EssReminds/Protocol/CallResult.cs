using System;

namespace EssReminds.Protocol;

/// <summary>What came of one call: an answer or a fault.</summary>
internal sealed class CallResult
{
    private readonly AnswerBody? _body;

    public CallResult(AnswerBody body) => _body = body;

    public CallResult(CallFault fault) => Fault = fault;

    /// <summary>The answer; not to be asked for after a fault.</summary>
    public AnswerBody Body => _body ?? throw new InvalidOperationException("The call failed.");

    public CallFault? Fault { get; }

    public string? RequestId => Fault is null ? _body!.RequestId : Fault.RequestId;

    /// <summary>The answer's Date header after a fault: the server's clock, to the second.</summary>
    public DateTimeOffset? ServerTime { get; set; }
}
