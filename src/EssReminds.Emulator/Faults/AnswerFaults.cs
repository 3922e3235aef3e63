using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>Faults that answer something other than the service would.</summary>
internal static class AnswerFaults
{
    private const string LoginPage =
        "<!DOCTYPE html><html><head><title>Guest network</title></head><body><h1>Please sign in</h1>" +
        "<p>This network asks you to sign in first.</p></body></html>";

    private const string BadGatewayPage =
        "<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>";

    public static readonly IReadOnlyList<Fault> All =
    [
        new("html", CarryOut.No,
            "200 with a proxy's HTML page", context => context.SendAsync(LoginPage, Replies.Html)),
        new("html-after-carrying-out", CarryOut.Yes,
            "200 with a proxy's HTML page", context => context.SendAsync(LoginPage, Replies.Html)),
        new("empty", CarryOut.Yes,
            "200 without a body", context => context.SendAsync("", contentType: null)),
        new("500", CarryOut.No,
            "status 500", context => context.SendAsync("Internal Server Error", "text/plain", status: 500)),
        new("502", CarryOut.Yes,
            "status 502 with HTML", context => context.SendAsync(BadGatewayPage, Replies.Html, status: 502)),
        new("internal-error", CarryOut.Perhaps,
            "InternalError.System", context => context.SendErrorAsync(ServiceErrors.InternalError)),
        new("rate-limit", CarryOut.No,
            "RequestLimitExceeded without a number, whatever the quota", context => context.SendErrorAsync(ServiceErrors.PlainRefusal)),
        new("wrong-content-type", CarryOut.Yes,
            "the right answer as text/plain", context => context.SendAnswerAsync("text/plain")),
        new("redirect", CarryOut.No,
            "302 to another path, where followers are counted", context => context.RedirectAsync(EmulatorPaths.Redirected)),
        new("missing-response", CarryOut.Yes,
            "{}", context => context.SendAsync("{}")),
        new("old-gateway", CarryOut.Yes,
            "an error in the form of the first generation of the API",
            context => context.SendAsync("""{"code":4000,"message":"(100001) internal error","codeDesc":"InternalError"}""")),
    ];
}
