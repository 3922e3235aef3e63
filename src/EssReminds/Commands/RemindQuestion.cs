using System.Collections.Generic;
using System.Linq;

namespace EssReminds.Commands;

/// <summary>What somebody has to know who lets reminders go out: to whom, as whom, where, and by which ways.</summary>
internal sealed class RemindQuestion : IRunQuestion
{
    private readonly string _caller;
    private readonly string _ways;

    /// <param name="connection">Who calls, and where.</param>
    /// <param name="types">The ways that are asked for; empty for the contracts' own.</param>
    /// <param name="hasAddresses">Whether some signers are mailed at addresses of their own.</param>
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

    /// <summary>The text of the total; its values are items, calls, caller and ways.</summary>
    public string TotalText { get; init; } = "RemindTotal";

    public string Total(int items, int calls) => Texts.Format(TotalText, items, calls, _caller, _ways);
}
