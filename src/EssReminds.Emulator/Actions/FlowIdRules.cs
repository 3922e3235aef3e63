using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>Validates FlowIds.</summary>
internal static class FlowIdRules
{
    public const int Most = 100;
    public const int LongestId = 4096;

    public static ServiceError? Check(List<string?>? flowIds)
    {
        if (flowIds is null or []) return ServiceErrors.MissingFlowId;
        if (flowIds.Exists(id => id is not { Length: > 0 and <= LongestId })) return ServiceErrors.MalformedBody;
        return flowIds.Count > Most ? ServiceErrors.TooManyFlowIds : null;
    }
}
