namespace EssReminds.Protocol;

/// <summary>Why a call gave no records.</summary>
internal sealed class CallFault
{
    public CallFault(string errorId, Then then, string message, string? serviceCode = null, string? requestId = null)
    {
        ErrorId = errorId;
        Then = then;
        Message = message;
        ServiceCode = serviceCode;
        RequestId = requestId;
    }

    /// <summary>A fault on this side, before anything was sent.</summary>
    public CallFault(EssException exception, Then then)
        : this(exception.ErrorId, then, exception.Message) => Exception = exception;

    public EssException? Exception { get; }

    public string ErrorId { get; }

    public Then Then { get; }

    /// <summary>The service's own words, or ours about the connection.</summary>
    public string Message { get; }

    /// <summary>The service's code; null where no readable answer came.</summary>
    public string? ServiceCode { get; }

    public string? RequestId { get; }

    /// <summary>What a record's ErrorCode says: the service's code where there is one, else our own error id.</summary>
    public string Code => ServiceCode ?? ErrorId;

    public static CallFault OfService(string code, string? message, string? requestId)
    {
        ErrorRule rule = ErrorCatalog.Find(code);
        return new CallFault(rule.ErrorId, rule.Then, message ?? "", code, requestId);
    }

    /// <summary>The same fault where what it asks for has been tried, or cannot be.</summary>
    public CallFault As(Then then) => new(ErrorId, then, Message, ServiceCode, RequestId);
}
