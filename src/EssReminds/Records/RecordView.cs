namespace EssReminds;

/// <summary>How a record looks on a terminal; for the module's views. The properties keep the service's words untouched.</summary>
public static class RecordView
{
    private const string Escape = "\u001b[";

    /// <summary>Foreign text without anything that could move a cursor or colour a line.</summary>
    public static string? Text(string? text) => text is null ? null : Printable.Text(text);

    /// <summary>The flow's id.</summary>
    public static string? FlowId(RemindFlowRecord record) => Text(record.FlowId);

    /// <summary>The service's words, or the error's where there is one.</summary>
    public static string? Message(RemindFlowRecord record) => Text(record.ErrorMessage ?? record.RemindMessage);

    /// <summary>The outcome, in colour where the session can show colours.</summary>
    /// <param name="record">The record.</param>
    /// <param name="rendering">The text of <c>$PSStyle.OutputRendering</c>; empty in Windows PowerShell, which has no $PSStyle.</param>
    public static string Outcome(RemindFlowRecord record, string? rendering)
    {
        string text = record.Outcome.ToString();
        if (string.IsNullOrEmpty(rendering) || rendering == "PlainText") return text;
        string colour = record.Outcome switch
        {
            RemindOutcome.Reminded => "32m",
            RemindOutcome.PartlyReminded or RemindOutcome.NotReminded => "33m",
            _ => "31m",
        };
        return Escape + colour + text + Escape + "0m";
    }
}
