using EssReminds.Protocol;

namespace EssReminds.Runs;

/// <summary>
/// Turns a call's fault into an error: first what became of which items, then the service's message, its code and the request id.
/// </summary>
internal static class CallErrors
{
    private static readonly char[] Stops = [' ', '.', '。'];

    /// <param name="fault">What happened to the call.</param>
    /// <param name="errorId">The error's id.</param>
    /// <param name="text">The name of its text, whose values are subject, reason, RequestId and ending.</param>
    /// <param name="subject">What the call was about: items, a number of them, or the address.</param>
    /// <param name="ending">What else follows from it.</param>
    public static EssException Of(CallFault fault, string errorId, string text, object subject, string ending = "") =>
        EssException.OfCall(
            errorId, text, fault.ServiceCode, fault.RequestId,
            subject is string words ? Printable.Text(words) : subject, ReasonOf(fault), RequestIdOf(fault.RequestId), ending);

    /// <summary>The service's message and code, or ours; without a full stop, so that it fits inside a sentence.</summary>
    public static string ReasonOf(CallFault fault)
    {
        string words = Printable.Text(fault.Message).TrimEnd(Stops);
        string? code = fault.ServiceCode is { } given && !ErrorId.IsKnown(given) ? Printable.Text(given) : null;
        if (words.Length == 0) return code ?? fault.ErrorId;
        return code is null ? words : Texts.Format("Reason", words, code);
    }

    /// <summary>A sentence with the request id; empty if there is none.</summary>
    public static string RequestIdOf(string? requestId) =>
        requestId is null ? "" : Texts.Format("RequestIdOf", Printable.Text(requestId));
}
