using System.Collections.Generic;
using EssReminds.Protocol;
using EssReminds.Reminding;
using Xunit;

namespace EssReminds.Tests.Reminding;

public class OutcomesTests
{
    [Theory]
    [InlineData("催办成功", "催办成功", RemindOutcome.Reminded)]
    [InlineData("催办成功", "无需催办", RemindOutcome.Unknown)]
    [InlineData("无需催办", "催办成功", RemindOutcome.Unknown)]
    public void A_doubled_record_counts_once_and_is_believed_where_it_agrees_with_itself(string first, string second, RemindOutcome outcome)
    {
        var flow = new RemindFlowRecord("a");
        var failures = new List<RunFailure>();

        int foreign = Outcomes.Apply(CallResult.Of([Record(first), Record(second)], "r"), [flow], failures);

        Assert.Equal((outcome, 0), (flow.Outcome, foreign));
        Assert.Empty(failures);
    }

    private static RemindResponse.ResponseRecord Record(string message) => new() { FlowId = "a", CanRemind = true, RemindMessage = message };
}
