using System;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>What a call asks for. Used again by later calls.</summary>
internal sealed class ReminderCall
{
    public bool HasOperator { get; set; }

    public string UserId { get; set; } = "";

    public string? ProxyOrganizationId { get; set; }

    public FlowIdList FlowIds { get; } = new();

    /// <summary>None: each signer by the flow's own NotifyType.</summary>
    public FlowNotifyType RemindTypes { get; set; }

    /// <summary>Addresses by SignId.</summary>
    public Dictionary<string, string> Emails { get; } = new(StringComparer.Ordinal);

    public bool HasEmails => Emails.Count > 0;

    /// <summary>The first parameter that the service does not know.</summary>
    public string? UnknownParameter { get; set; }

    public void Clear()
    {
        HasOperator = false;
        UserId = "";
        ProxyOrganizationId = null;
        FlowIds.Clear();
        RemindTypes = FlowNotifyType.None;
        Emails.Clear();
        UnknownParameter = null;
    }
}
