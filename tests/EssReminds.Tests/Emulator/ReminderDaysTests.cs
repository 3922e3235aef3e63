using System;
using System.Linq;
using System.Text.Json.Nodes;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class ReminderDaysTests
{
    private readonly Serving _serving = new(new EmulatorOptions { RemindersPerSigner = 3, RemindersPerDay = 1 });

    [Fact]
    public void A_signer_is_reminded_once_a_day_and_on_three_days_at_most()
    {
        _serving.Book.Add(new Flow { FlowId = "f", Signers = [new FlowSigner { Name = "张三" }] });

        Assert.Equal((true, "签署人 张三: 催办成功；"), Remind());
        Assert.Equal((false, "今天已经催办过了"), Remind());
        _serving.Time.Advance(TimeSpan.FromMinutes(31)); // past midnight in China
        Assert.Equal((true, "签署人 张三: 催办成功；"), Remind());
        _serving.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal((true, "签署人 张三: 催办成功；"), Remind());
        _serving.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((false, "签署人 张三: 超过次数限制；"), Remind());

        Assert.Equal(3, _serving.Book.Reminders("f"));
        Assert.Equal(
            [TimeSpan.FromMinutes(31), TimeSpan.FromDays(3)],
            _serving.Book.ReminderTimes("f").Zip(_serving.Book.ReminderTimes("f").Skip(1), (before, after) => after - before));
    }

    [Fact]
    public void The_limits_apply_to_each_signer_separately()
    {
        _serving.Book.Add(new Flow
        {
            FlowId = "f",
            Signers =
            [
                new FlowSigner { Name = "张三", RemindedBefore = 2 },
                new FlowSigner { Name = "李四" },
                new FlowSigner { Name = "王五", State = SignerState.Signed },
            ],
        });

        Assert.Equal((true, "签署人 张三: 催办成功；签署人 李四: 催办成功；签署人 王五: 无需催办；"), Remind());
        Assert.Equal((false, "签署人 张三: 超过次数限制；签署人 李四: 今天已经催办过了；签署人 王五: 无需催办；"), Remind());
    }

    [Fact]
    public void Without_a_daily_limit_three_reminders_can_follow_each_other_at_once()
    {
        var serving = new Serving(new EmulatorOptions { RemindersPerSigner = 3 });
        for (int n = 0; n < 4; n++) serving.Serve(CreateFlowReminds.Action, Serving.Flows(["f"]));

        Assert.All(serving.Book.Signers("f"), signer => Assert.Equal(3, signer.Count));
    }

    private (bool CanRemind, string Message) Remind()
    {
        JsonNode record = _serving.Serve(CreateFlowReminds.Action, Serving.Flows(["f"]))["RemindFlowRecords"]![0]!;
        return ((bool)record["CanRemind"]!, (string)record["RemindMessage"]!);
    }
}
