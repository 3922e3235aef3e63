using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.WebUtilities;

namespace EssReminds.Emulator;

/// <summary>The faults that the emulator can inject.</summary>
public static class Faults
{
    internal static readonly Fault RefuseConnection = new("refuse-connection", CarryOut.No,
        "the connection is reset as soon as it was accepted; counts connections, not calls", context => context.Abort());

    /// <summary>Faults whose name has a parameter; none of them carries the call out.</summary>
    internal static readonly IReadOnlyList<FaultFamily> Families =
    [
        new("error:", "CODE", "the error of this code", code => code.Length > 0 ? Error(code) : null),
        new("status:", "NUMBER", "a proxy's HTML page with this status, 400 to 599",
            text => Number(text) is int status and >= 400 and <= 599 ? Status(status) : null),
        new("retry-after:", "SECONDS", "status 429, Retry-After in seconds",
            text => Number(text) is int seconds ? RetryAfter(TimeSpan.FromSeconds(seconds)) : null),
        new("retry-after-date:", "SECONDS", "status 429, Retry-After as a date so far ahead",
            text => Number(text) is int seconds ? RetryAfter(TimeSpan.FromSeconds(seconds), asDate: true) : null),
    ];

    /// <summary>All faults with a fixed name.</summary>
    public static IReadOnlyList<Fault> All { get; } = [RefuseConnection, .. ConnectionFaults.All, .. AnswerFaults.All, .. RecordFaults.All];

    /// <summary>The fault with a name, such as <c>error:CODE</c> or <c>status:403</c> too; null where there is none.</summary>
    public static Fault? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        FaultFamily? family = Families.FirstOrDefault(family => name.StartsWith(family.Prefix, StringComparison.Ordinal));
        return family is not null ? family.Make(name[family.Prefix.Length..]) : All.FirstOrDefault(fault => fault.Name == name);
    }

    /// <summary>The fault with a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static Fault Named(string name) => Find(name) ?? throw new KeyNotFoundException($"No fault is named '{name}'.");

    /// <summary>Answers with an error code; the call is not carried out.</summary>
    public static Fault Error(string code) => new("error:" + code, CarryOut.No,
        "the error of this code", context => context.SendErrorAsync(ServiceErrors.OfCode(code)));

    /// <summary>Answers with an HTTP status in place of the service, as a proxy does; the call is not carried out.</summary>
    public static Fault Status(int status) => new(
        Invariant($"status:{status}"), CarryOut.No, "a proxy's HTML page with this status", context =>
        {
            if (status == 407) context.Headers.ProxyAuthenticate = "Basic realm=\"proxy\"";
            return context.SendPageAsync(status, ReasonPhrases.GetReasonPhrase(status));
        });

    /// <summary>Answers with status 429 in place of the service; the call is not carried out.</summary>
    /// <param name="wait">The delay to ask for.</param>
    /// <param name="asDate">Whether to give Retry-After as a date instead of seconds.</param>
    public static Fault RetryAfter(TimeSpan wait, bool asDate = false) => new(
        Invariant($"retry-after{(asDate ? "-date" : "")}:{wait.TotalSeconds:0}"), CarryOut.No, "status 429 with Retry-After", context =>
        {
            DateTimeOffset end = context.UtcNow + wait;
            context.Headers.RetryAfter = asDate ? end.ToString("R", CultureInfo.InvariantCulture) : Invariant($"{wait.TotalSeconds:0}");
            return context.SendPageAsync(429, "Too Many Requests");
        });

    /// <summary>Carries the call out, but answers only when a task completes: for tests that need calls in flight.</summary>
    public static Fault HoldUntil(Task released) => new("hold", CarryOut.Yes,
        "the right answer, later", async context =>
        {
            await released.WaitAsync(context.ClientGone);
            await context.SendAnswerAsync();
        });

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
