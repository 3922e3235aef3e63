using System;
using System.Collections.Generic;

namespace EssReminds;

/// <summary>An error raised by the module, with a stable id that scripts can test for.</summary>
public sealed class EssException : Exception
{
    private EssException(string errorId, string message, Exception? innerException)
        : base(message, innerException) => ErrorId = Text = errorId;

    /// <summary>The stable id of the error, one of those listed in about_EssReminds_Errors.</summary>
    public string ErrorId { get; }

    /// <summary>The service's own error code, such as <c>ResourceNotFound.Flow</c>; null where the service gave none.</summary>
    public string? ServiceCode { get; internal init; }

    /// <summary>The id of the failed request, to quote to Tencent Cloud's support; null where no answer came.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>
    /// The name of its message in the resources, usually the error id; the recommended action has the same name plus <c>_Action</c>.
    /// </summary>
    internal string Text { get; private init; }

    /// <summary>Exactly the ids concerned, so that they can be piped in again; empty where the error is not about ids.</summary>
    internal IReadOnlyList<string> Ids { get; private init; } = [];

    /// <summary>The same error, about these ids.</summary>
    internal EssException About(IReadOnlyList<string> ids) =>
        new(ErrorId, Message, InnerException) { Text = Text, ServiceCode = ServiceCode, RequestId = RequestId, Ids = ids };

    /// <summary>The same error with <paramref name="more"/> appended to its message.</summary>
    internal EssException With(string more) =>
        new(ErrorId, Message + more, InnerException) { Text = Text, ServiceCode = ServiceCode, RequestId = RequestId, Ids = Ids };

    /// <summary>An error whose message is the resource named like its id, formatted with <paramref name="values"/>.</summary>
    internal static EssException Of(string errorId, params object?[] values) =>
        new(errorId, Texts.Format(errorId, values), null);

    /// <summary>The same, with an inner exception.</summary>
    internal static EssException Of(string errorId, Exception cause, params object?[] values) =>
        new(errorId, Texts.Format(errorId, values), cause);

    /// <summary>An error whose message is a resource with another name than its id.</summary>
    internal static EssException OfText(string errorId, string text, Exception? cause, params object?[] values) =>
        new(errorId, Texts.Format(text, values), cause) { Text = text };

    /// <summary>An error from a call to the service, with the service's code and request id, and a message of any name.</summary>
    internal static EssException OfCall(string errorId, string text, string? serviceCode, string? requestId, params object?[] values) =>
        new(errorId, Texts.Format(text, values), null) { Text = text, ServiceCode = serviceCode, RequestId = requestId };
}
