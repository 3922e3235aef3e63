using System.Linq;
using EssReminds.Actions.Reminders;
using EssReminds.Protocol;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Actions;

public class RemindActionTests
{
    [Theory]
    [InlineData("催办成功", "催办成功", RemindOutcome.Reminded)]
    [InlineData("催办成功", "无需催办", RemindOutcome.Unknown)]
    [InlineData("无需催办", "催办成功", RemindOutcome.Unknown)]
    public void A_repeated_record_counts_once_and_is_Unknown_if_the_copies_contradict(string first, string second, string outcome)
    {
        var flow = new RemindFlowRecord("a");
        var action = new RemindAction(Callers.Ess, [], new RemindEmailMap());
        var report = new CallReport<RemindFlowRecord>(new RunSignals(), action.Describe, action.Errors);
        var answer = new RemindAnswer
        {
            RequestId = "r",
            RemindFlowRecords =
            [
                .. new[] { first, second }
                    .Select(text => new RemindAnswerRecord { FlowId = "a", CanRemind = true, RemindMessage = text }),
            ],
        };

        action.Read(answer, [flow], report);

        Assert.Equal(outcome, flow.Outcome);
        Assert.Equal(outcome == RemindOutcome.Unknown ? ["RecordsContradict"] : [], report.Errors.Select(error => error.ErrorId));
    }
}
