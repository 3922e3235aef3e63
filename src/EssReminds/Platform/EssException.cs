using System;
using System.Collections.Generic;

namespace EssReminds;

/// <summary>An error of the module, with the id by which scripts tell it from others.</summary>
public sealed class EssException : Exception
{
    private EssException(string errorId, string message, Exception? innerException)
        : base(message, innerException) => ErrorId = Text = errorId;

    /// <summary>The stable id of the error, one of those listed in about_EssReminds_Errors.</summary>
    public string ErrorId { get; }

    /// <summary>The service's own error code, such as <c>ResourceNotFound.Flow</c>, or null where the service said none.</summary>
    public string? ServiceCode { get; internal init; }

    /// <summary>The id of the failed request, to quote to Tencent Cloud's support; null where no answer came.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>The name of its text, beside which stands what to do; mostly the error id.</summary>
    internal string Text { get; private init; }

    /// <summary>Exactly the items that the error is about, so that they can be piped in again; empty where it is about none.</summary>
    internal IReadOnlyList<string> Ids { get; private init; } = [];

    /// <summary>The same error, about these items.</summary>
    internal EssException About(IReadOnlyList<string> ids) =>
        new(ErrorId, Message, InnerException) { Text = Text, ServiceCode = ServiceCode, RequestId = RequestId, Ids = ids };

    /// <summary>The same error, of which more is to be said.</summary>
    internal EssException With(string more) =>
        new(ErrorId, Message + more, InnerException) { Text = Text, ServiceCode = ServiceCode, RequestId = RequestId, Ids = Ids };

    /// <summary>An error whose text is the resource of the same name, filled with <paramref name="values"/>.</summary>
    internal static EssException Of(string errorId, params object?[] values) =>
        new(errorId, Texts.Format(errorId, values), null);

    /// <summary>The same, caused by another exception.</summary>
    internal static EssException Of(string errorId, Exception cause, params object?[] values) =>
        new(errorId, Texts.Format(errorId, values), cause);

    /// <summary>An error in a text that does not bear its id.</summary>
    internal static EssException OfText(string errorId, string text, Exception? cause, params object?[] values) =>
        new(errorId, Texts.Format(text, values), cause) { Text = text };

    /// <summary>An error of a call to the service, in a text of the call's own.</summary>
    internal static EssException OfCall(string errorId, string text, string? serviceCode, string? requestId, params object?[] values) =>
        new(errorId, Texts.Format(text, values), null) { Text = text, ServiceCode = serviceCode, RequestId = requestId };
}
