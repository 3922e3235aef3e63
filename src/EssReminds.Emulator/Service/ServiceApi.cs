namespace EssReminds.Emulator;

/// <summary>Which generation of the action's parameters the service knows.</summary>
public enum ServiceApi
{
    /// <summary>Operator, FlowIds, Agent, RemindTypes and RemindEmailInfos.</summary>
    Current,

    /// <summary>Operator and FlowIds only.</summary>
    Classic,
}
