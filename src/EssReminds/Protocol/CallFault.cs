using System;

namespace EssReminds.Protocol;

/// <summary>Why a call gave no answer that could be used.</summary>
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

    /// <summary>A fault on this side, before anything was sent.</summary>
    public CallFault(EssException cause, Remedy remedy)
        : this(cause.ErrorId, remedy, cause.Message) => Cause = cause;

    /// <summary>The error as it was met, where that was not in a call; null otherwise.</summary>
    public EssException? Cause { get; }

    public string ErrorId { get; }

    public Remedy Remedy { get; }

    /// <summary>The service's own words, or ours about the connection.</summary>
    public string Message { get; }

    /// <summary>The service's code; null where no readable answer came.</summary>
    public string? ServiceCode { get; }

    public string? RequestId { get; }

    /// <summary>Whether the service, or its gateway, has spoken: it is there.</summary>
    public bool IsAnswer => ServiceCode is not null || ErrorId == Platform.ErrorId.RateLimited;

    /// <summary>How often sending again may help, where that is less often than the user allows; null for no such limit.</summary>
    public int? MaximumRetries { get; init; }

    /// <summary>How long the refusal asks to wait (Retry-After); null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What a record's ErrorCode says: the service's code where there is one, else our own error id.</summary>
    public string Code => ServiceCode ?? ErrorId;

    /// <param name="action">What was called.</param>
    /// <param name="code">The service's code.</param>
    /// <param name="message">The service's words.</param>
    /// <param name="requestId">The request's id.</param>
    public static CallFault OfService(ServiceAction action, string code, string? message, string? requestId)
    {
        ErrorRule rule = action.RuleOf(code);
        return new CallFault(rule.ErrorId, rule.Remedy, message ?? "", code, requestId);
    }

    /// <summary>The same fault of a call that only reads: where something else would be in doubt, this may be sent again.</summary>
    public CallFault OfRead() =>
        Remedy == Remedy.Unknown ? new CallFault(Platform.ErrorId.LookupFailed, Remedy.SendAgain, Message, ServiceCode, RequestId) : this;

    /// <summary>The same fault where its remedy was tried, or cannot be.</summary>
    public CallFault With(Remedy remedy) => new(ErrorId, remedy, Message, ServiceCode, RequestId)
    {
        MaximumRetries = MaximumRetries,
        RetryAfter = RetryAfter,
    };
}
