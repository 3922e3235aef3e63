using System;
using System.Collections.Generic;
using System.Linq;

namespace EssReminds.Emulator;

/// <summary>Reminds the signers of flows (product ess).</summary>
internal static class CreateFlowReminds
{
    public static readonly ServiceAction Action = new ServiceAction<CreateFlowRemindsRequest, RemindFlowsAnswer>(
        nameof(CreateFlowReminds),
        WireJson.Default.CreateFlowRemindsRequest,
        WireJson.Default.EnvelopeRemindFlowsAnswer,
        Handle);

    private static Outcome<RemindFlowsAnswer> Handle(CreateFlowRemindsRequest request, ServiceScope scope)
    {
        if (scope.Options.Api == ServiceApi.Classic && request.NewerParameter is { } newer) return ServiceErrors.UnknownParameter(newer);
        if (FlowIdRules.Check(request.FlowIds) is { } error) return error;
        if (Types(request) is not { } types) return ServiceErrors.UnsupportedNotifyType;
        if (Emails(request) is not { } mailed) return ServiceErrors.MalformedBody;

        Outcome<FlowReminder[]> reminders = scope.Book.Remind(request.FlowIds!, new ReminderTerms
        {
            Limit = scope.Options.RemindersPerSigner,
            LimitOfADay = scope.Options.RemindersPerDay,
            Types = types,
            Mailed = mailed,
            Unknown = ServiceErrors.FlowNotFound,
            Forbidden = ServiceErrors.NoFlowPermission,
        });
        return reminders.Error is { } sunk ? sunk : RemindFlowsAnswer.Of(reminders.Value!);
    }

    private static FlowNotifyType? Types(CreateFlowRemindsRequest request)
    {
        FlowNotifyType types = FlowNotifyType.None;
        foreach (string type in request.RemindTypes ?? [])
        {
            switch (type)
            {
                case "SMS": types |= FlowNotifyType.Sms; break;
                case "EMAIL": types |= FlowNotifyType.Email; break;
                default: return null;
            }
        }

        return types == FlowNotifyType.None ? FlowNotifyType.All : types;
    }

    private static HashSet<string>? Emails(CreateFlowRemindsRequest request)
    {
        List<CreateFlowRemindsRequest.EmailInfo?> infos = request.RemindEmailInfos ?? [];
        bool complete = infos.All(info => !string.IsNullOrEmpty(info?.SignId) && !string.IsNullOrEmpty(info.ApproverEmail));
        return complete ? infos.Select(info => info!.SignId!).ToHashSet(StringComparer.Ordinal) : null;
    }
}

/// <summary>The request body of <see cref="CreateFlowReminds"/>.</summary>
internal sealed record CreateFlowRemindsRequest : EssRequest
{
    public List<string?>? FlowIds { get; init; }

    public List<string>? RemindTypes { get; init; }

    public List<EmailInfo?>? RemindEmailInfos { get; init; }

    /// <summary>
    /// The name of a parameter in the request that was added to the API after Operator and FlowIds; null where there is none.
    /// </summary>
    internal string? NewerParameter =>
        Agent is not null ? nameof(Agent)
        : RemindTypes is not null ? nameof(RemindTypes)
        : RemindEmailInfos is not null ? nameof(RemindEmailInfos)
        : null;

    internal sealed record EmailInfo(string? SignId, string? ApproverEmail);
}
