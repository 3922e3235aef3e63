using System;

namespace EssReminds.Protocol;

/// <summary>Why a call produced no usable answer.</summary>
internal sealed class CallFault
{
    public CallFault(string errorId, Remedy remedy, string message, string? serviceCode = null, string? requestId = null)
    {
        ErrorId = errorId;
        Remedy = remedy;
        Message = message;
        ServiceCode = serviceCode;
        RequestId = requestId;
    }

    /// <summary>A fault on the client side, before anything was sent.</summary>
    public CallFault(EssException cause, Remedy remedy)
        : this(cause.ErrorId, remedy, cause.Message) => Cause = cause;

    /// <summary>The original exception of a fault outside a call; null otherwise.</summary>
    public EssException? Cause { get; }

    public string ErrorId { get; }

    public Remedy Remedy { get; }

    /// <summary>The service's message, or our own about the connection.</summary>
    public string Message { get; }

    /// <summary>The service's code; null where no readable answer came.</summary>
    public string? ServiceCode { get; }

    public string? RequestId { get; }

    /// <summary>Whether the service or its gateway answered, and so can be reached.</summary>
    public bool IsAnswer => ServiceCode is not null || ErrorId == Platform.ErrorId.RateLimited;

    /// <summary>The number of retries that make sense, where that is less than the user allows; null for no such limit.</summary>
    public int? MaximumRetries { get; init; }

    /// <summary>The delay that a refusal asks for (Retry-After); null where it names none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The value for a record's ErrorCode: the service's code where there is one, otherwise the module's error id.</summary>
    public string Code => ServiceCode ?? ErrorId;

    /// <summary>The call never left, because the run ended before.</summary>
    public static CallFault NotSent(Remedy remedy = Remedy.Fail) => new(Platform.ErrorId.NotSent, remedy, Texts.Get("FlowNotSent"));

    /// <param name="action">What was called.</param>
    /// <param name="code">The service's code.</param>
    /// <param name="message">The service's message.</param>
    /// <param name="requestId">The request's id.</param>
    public static CallFault OfService(ServiceAction action, string code, string? message, string? requestId)
    {
        ErrorRule rule = action.RuleOf(code);
        return new CallFault(rule.ErrorId, rule.Remedy, message ?? "", code, requestId);
    }

    /// <summary>The same fault for a read: what would leave a reminder in doubt is retried.</summary>
    public CallFault OfRead() =>
        Remedy == Remedy.Unknown ? new CallFault(Platform.ErrorId.LookupFailed, Remedy.SendAgain, Message, ServiceCode, RequestId) : this;

    /// <summary>The same fault with another remedy, because this one was tried or is not possible.</summary>
    public CallFault With(Remedy remedy) => new(ErrorId, remedy, Message, ServiceCode, RequestId)
    {
        MaximumRetries = MaximumRetries,
        RetryAfter = RetryAfter,
    };
}
