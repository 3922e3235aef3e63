using System.Collections.Generic;
using System.Linq;

namespace EssReminds.Commands;

/// <summary>
/// What -Confirm and -WhatIf say before reminders are sent: to whom, on whose behalf, through which endpoint, by which means.
/// </summary>
internal sealed class RemindQuestion : IRunQuestion
{
    private readonly string _caller;
    private readonly string _ways;

    /// <param name="connection">The caller and the endpoint.</param>
    /// <param name="types">The means asked for (SMS, mail); empty for each contract's own.</param>
    /// <param name="hasAddresses">Whether -RemindEmail gives addresses for some signers.</param>
    public RemindQuestion(EssConnection connection, IReadOnlyList<EssRemindType> types, bool hasAddresses)
    {
        _caller = connection.Caller.Organization is { } organization
            ? Texts.Format("RemindAsFor", connection.Operator, organization, connection.Endpoint)
            : Texts.Format("RemindAs", connection.Operator, connection.Endpoint);
        string[] ways = [.. types.Distinct().Select(type => Texts.Get(type == EssRemindType.Sms ? "RemindBySms" : "RemindByEmail"))];
        _ways = ways.Length > 0 ? string.Join(Texts.Get("ListSeparator"), ways) : Texts.Get("RemindByContract");
        if (hasAddresses) _ways += Texts.Get("RemindAtAddresses");
        if (connection.Caller.Product.RemindsOnce) _ways += Texts.Get("RemindOnce");
    }

    public string Caption => Texts.Get("RemindCaption");

    public string About(string items) => Texts.Format("RemindQuestion", items, _caller, _ways);

    /// <summary>The name of the text for the total; its arguments are items, calls, caller and means.</summary>
    public string TotalText { get; init; } = "RemindTotal";

    public string Total(int items, int calls) => Texts.Format(TotalText, items, calls, _caller, _ways);
}
