using System.Linq;
using CsCheck;
using EssReminds.Records;
using Xunit;

namespace EssReminds.Tests.Records;

public class RemindMessageTests
{
    [Theory]
    // The service's own samples
    [InlineData(true, "", RemindOutcome.Reminded, 0)]
    [InlineData(true, null, RemindOutcome.Reminded, 0)]
    [InlineData(true, "签署人 王五: 催办成功；", RemindOutcome.Reminded, 1)]
    [InlineData(true, "签署人 张三: 催办成功；签署人 李四: 催办成功；", RemindOutcome.Reminded, 2)]
    [InlineData(true, "签署人 张三: 此签署人已催办过;", RemindOutcome.NotReminded, 1)]
    [InlineData(false, "签署人 xxx: 此签署人已催办过", RemindOutcome.NotReminded, 1)]
    [InlineData(true, "今天已经催办过了", RemindOutcome.NotReminded, 0)]
    [InlineData(null, "今天已经催办过了", RemindOutcome.NotReminded, 0)]
    // Their family
    [InlineData(true, "签署人 张三：催办成功；签署人 李四: 无需催办；", RemindOutcome.PartlyReminded, 2)]
    [InlineData(true, "签署人 张三: 超过次数限制；", RemindOutcome.NotReminded, 1)]
    [InlineData(false, "", RemindOutcome.NotReminded, 0)]
    // Never a guess
    [InlineData(null, "", RemindOutcome.Unknown, 0)]
    [InlineData(true, "签署人 张三: 催办失败；", RemindOutcome.Unknown, 1)]
    [InlineData(true, "签署人 张三: 催办成功；签署人 李四: 未知；", RemindOutcome.Unknown, 2)]
    [InlineData(false, "签署人 张三: 催办成功；", RemindOutcome.Unknown, 1)]
    [InlineData(true, "reminded", RemindOutcome.Unknown, 0)]
    public void Outcomes_follow_from_the_services_words(bool? canRemind, string? message, RemindOutcome outcome, int signers)
    {
        Assert.Equal(outcome, RemindMessage.Outcome(canRemind, message));
        Assert.Equal(signers, RemindMessage.Signers(message).Count);
    }

    [Fact]
    public void Signers_are_read_with_name_text_and_success()
    {
        var signers = RemindMessage.Signers("签署人 张 三: 催办成功；签署人 李四：无需催办;签署人 王五: 线路忙；");

        Assert.Equal([("张 三", "催办成功", true), ("李四", "无需催办", false), ("王五", "线路忙", null)],
            signers.Select(s => (s.Name, s.Message, s.Reminded)));
    }

    [Fact]
    public void Any_text_has_an_outcome_and_only_known_words_count_as_reminded() =>
        Gen.Select(Gen.Bool.Nullable(), Gen.String).Sample((canRemind, message) =>
        {
            var outcome = RemindMessage.Outcome(canRemind, message);
            bool said = message.Contains("催办成功", System.StringComparison.Ordinal);
            bool silent = message.All(c => char.IsWhiteSpace(c) || c is ';' or '；');
            return RemindMessage.Signers(message) is not null && (said || silent || outcome is not RemindOutcome.Reminded and not RemindOutcome.PartlyReminded);
        });
}
