namespace EssReminds.Emulator;

/// <summary>The generation of request parameters that the service knows.</summary>
public enum ServiceApi
{
    /// <summary>Operator, FlowIds, Agent, RemindTypes and RemindEmailInfos.</summary>
    Current,

    /// <summary>Operator and FlowIds only.</summary>
    Classic,
}
