using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace EssReminds.Emulator;

/// <summary>Reminds the signers of a group's flows by text message (product ess), one group per call.</summary>
internal static class CreateFlowGroupReminds
{
    /// <summary>The most reminders per signer and contract, independent of the limit of CreateFlowReminds.</summary>
    private const int RemindersPerSigner = 3;

    public static readonly ServiceAction Action = new ServiceAction<CreateFlowGroupRemindsRequest, CreateFlowGroupRemindsAnswer>(
        nameof(CreateFlowGroupReminds),
        WireJson.Default.CreateFlowGroupRemindsRequest,
        WireJson.Default.EnvelopeCreateFlowGroupRemindsAnswer,
        Handle);

    private static Outcome<CreateFlowGroupRemindsAnswer> Handle(CreateFlowGroupRemindsRequest request, ServiceScope scope)
    {
        if (string.IsNullOrEmpty(request.FlowGroupId)) return ServiceErrors.MissingMember("FlowGroupId");
        Outcome<(FlowGroup Group, FlowReminder[] Reminders)> outcome = scope.Book.RemindGroup(request.FlowGroupId, new ReminderTerms
        {
            Limit = RemindersPerSigner,
            LimitOfADay = scope.Options.RemindersPerDay,
            Types = FlowNotifyType.Sms,
            FillingIn = true,
            Unknown = ServiceErrors.FlowNotFound,
            Forbidden = ServiceErrors.NoFlowPermission,
        });
        if (outcome.Error is { } error) return error;
        JsonElement records = outcome.Value.Group.Records
            ?? JsonSerializer.SerializeToElement(Records(outcome.Value.Reminders, scope.Book), WireJson.Default.GroupRecordArray);
        return new CreateFlowGroupRemindsAnswer(records);
    }

    /// <summary>One record per person, who may sign several of the contracts.</summary>
    private static GroupRecord[] Records(FlowReminder[] reminders, FlowBook book) =>
    [
        .. from reminder in reminders
           from n in Enumerable.Range(0, reminder.Outcomes.Length)
           let signer = reminder.Flow.Signers[n]
           group (Flow: book.Details(reminder.Flow), Signer: signer, Outcome: reminder.Outcomes[n])
               by (signer.Name, signer.Mobile) into person
           select new GroupRecord(
               Masked.Name(person.Key.Name),
               Masked.Mobile(person.Key.Mobile),
               [.. person.Select(contract => contract.Flow.FlowId)],
               [.. person.Select(contract => contract.Flow.Name)],
               [.. person.Select(contract => GroupRecord.Message.Of(contract.Signer, contract.Outcome))]),
    ];
}

/// <summary>The request body of <see cref="CreateFlowGroupReminds"/>.</summary>
internal sealed record CreateFlowGroupRemindsRequest : EssRequest
{
    public string? FlowGroupId { get; init; }
}

/// <summary>The answer of <see cref="CreateFlowGroupReminds"/>.</summary>
/// <param name="RemindFlowGroupRecords">An array of <see cref="GroupRecord"/>, or the configured records verbatim.</param>
internal sealed record CreateFlowGroupRemindsAnswer(JsonElement RemindFlowGroupRecords) : ServiceAnswer;

/// <summary>The result for one signer of a group.</summary>
internal sealed record GroupRecord(
    string ApproverName, string Mobile, IReadOnlyList<string> FlowIds, IReadOnlyList<string> FlowNames,
    IReadOnlyList<GroupRecord.Message> RemindMessageList)
{
    internal sealed record Message(int ApproverOrder, string SignId, int Status, string Reason)
    {
        private const int Reminded = 0;
        private const int NotNeeded = 2;
        private const int TooOften = 5;

        public static Message Of(BookedSigner signer, SignerOutcome outcome)
        {
            (int status, string remark) = outcome switch
            {
                SignerOutcome.Reminded => (Reminded, "（短信）"),
                SignerOutcome.NotNeeded => (NotNeeded, ""),
                _ => (TooOften, ""),
            };
            return new Message(signer.Order, signer.SignId, status, ReminderTexts.Of(outcome) + remark);
        }
    }
}
