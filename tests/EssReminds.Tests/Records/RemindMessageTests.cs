using System.Linq;
using CsCheck;
using EssReminds.Records;
using Xunit;

namespace EssReminds.Tests.Records;

public class RemindMessageTests
{
    [Theory]
    // The service's own samples.
    [InlineData(true, "", RemindOutcome.Reminded, 0)]
    [InlineData(true, null, RemindOutcome.Reminded, 0)]
    [InlineData(true, "签署人 王五: 催办成功；", RemindOutcome.Reminded, 1)]
    [InlineData(true, "签署人 张三: 催办成功；签署人 李四: 催办成功；", RemindOutcome.Reminded, 2)]
    [InlineData(true, "签署人 张三: 此签署人已催办过;", RemindOutcome.NotReminded, 1)]
    [InlineData(false, "签署人 xxx: 此签署人已催办过", RemindOutcome.NotReminded, 1)]
    [InlineData(true, "今天已经催办过了", RemindOutcome.NotReminded, 0)]
    [InlineData(null, "今天已经催办过了", RemindOutcome.NotReminded, 0)]
    // Variants of them.
    [InlineData(true, "签署人 张三：催办成功；签署人 李四: 无需催办；", RemindOutcome.PartlyReminded, 2)]
    [InlineData(true, "签署人 张三: 超过次数限制；", RemindOutcome.NotReminded, 1)]
    [InlineData(false, "", RemindOutcome.NotReminded, 0)]
    // With a remark in brackets, as in the newest samples.
    [InlineData(true, "催办成功（短信）", RemindOutcome.Reminded, 0)]
    [InlineData(true, "签署人 王五: 催办成功（短信）；", RemindOutcome.Reminded, 1)]
    [InlineData(true, "签署人 王五：催办成功 (SMS);签署人 李四：超过次数限制（邮件）", RemindOutcome.PartlyReminded, 2)]
    [InlineData(true, "签署人 王五: 催办成功（方式: 短信）；", RemindOutcome.Reminded, 1)]
    // With a colon in a name.
    [InlineData(true, "签署人 销售部: 王五: 催办成功；", RemindOutcome.Reminded, 1)]
    [InlineData(true, "签署人 销售部：王五：无需催办（邮件）；", RemindOutcome.NotReminded, 1)]
    // Anything else is Unknown, never a guess.
    [InlineData(true, "签署人 张三: 催办成功（短信）（邮件）；", RemindOutcome.Unknown, 1)]
    [InlineData(true, "签署人 张三: 催办成功（短信；", RemindOutcome.Unknown, 1)]
    [InlineData(true, "签署人 张三: 催办成功（短信)；", RemindOutcome.Unknown, 1)]
    [InlineData(true, "签署人 张三: 催办成功（）；", RemindOutcome.Unknown, 1)]
    [InlineData(true, "签署人 张三: 催办成功（短信）吗；", RemindOutcome.Unknown, 1)]
    [InlineData(true, "签署人 张三: 催办成功率低；", RemindOutcome.Unknown, 1)]
    [InlineData(true, "签署人 张三: （短信）催办成功；", RemindOutcome.Unknown, 1)]
    [InlineData(true, "签署人 销售部: 王五: 催办失败；", RemindOutcome.Unknown, 1)]
    [InlineData(null, "", RemindOutcome.Unknown, 0)]
    [InlineData(true, "签署人 张三: 催办失败；", RemindOutcome.Unknown, 1)]
    [InlineData(true, "签署人 张三: 催办成功；签署人 李四: 未知；", RemindOutcome.Unknown, 2)]
    [InlineData(false, "签署人 张三: 催办成功；", RemindOutcome.Unknown, 1)]
    [InlineData(true, "reminded", RemindOutcome.Unknown, 0)]
    public void Outcome_and_signers_are_read_from_the_services_message(bool? canRemind, string? message, string outcome, int signers)
    {
        Assert.Equal(outcome, RemindMessage.Outcome(canRemind, message));
        Assert.Equal(signers, RemindMessage.Signers(message).Count);
    }

    [Fact]
    public void Each_signer_is_read_with_name_message_and_success()
    {
        var signers = RemindMessage.Signers("签署人 张 三: 催办成功；签署人 李四：无需催办;签署人 王五: 线路忙；");

        Assert.Equal([("张 三", "催办成功", true), ("李四", "无需催办", false), ("王五", "线路忙", null)],
            signers.Select(s => (s.Name, s.Message, s.Reminded)));
    }

    /// <summary>Whatever the signer's name and the remark after a text, each signer is read as written.</summary>
    [Fact]
    public void Names_and_remarks_do_not_hide_a_known_text() =>
        Gen.Select(Entry.List[1, 4], Gen.Char["；;"]).Sample((entries, end) =>
        {
            string message = string.Concat(entries.Select(entry => "签署人 " + entry.Name + entry.Colon + entry.Text + entry.Remark + end));
            int reminded = entries.Count(entry => entry.Text == "催办成功");
            string outcome = reminded == entries.Count ? RemindOutcome.Reminded
                : reminded > 0 ? RemindOutcome.PartlyReminded : RemindOutcome.NotReminded;
            Assert.Equal(outcome, RemindMessage.Outcome(true, message));
            Assert.Equal(
                entries.Select(entry => (entry.Name.Trim(), entry.Text + entry.Remark, (bool?)(entry.Text == "催办成功"))),
                RemindMessage.Signers(message).Select(signer => (signer.Name, signer.Message, signer.Reminded)));
        });

    /// <summary>A known text followed by anything but a single remark counts as unknown.</summary>
    [Fact]
    public void A_known_text_followed_by_other_words_makes_the_outcome_Unknown() =>
        Gen.Select(Known, More).Sample((text, more) =>
        {
            Assert.Equal(RemindOutcome.Unknown, RemindMessage.Outcome(true, "签署人 张三: " + text + more));
            Assert.Null(Assert.Single(RemindMessage.Signers("签署人 张三: " + text + more)).Reminded);
        });

    private static Gen<string> Known => Gen.OneOf("催办成功", "此签署人已催办过", "今天已经催办过了", "无需催办", "超过次数限制");

    private static Gen<string> Words => Gen.Char["王五短信: ：aZ7 ·-"].Array[1, 9].Select(chars => "x" + new string(chars) + "x");

    private static Gen<string> Remark => Gen.Select(Words, Gen.Bool, (words, wide) => wide ? "（" + words + "）" : "(" + words + ")");

    private static Gen<string> More => Gen.OneOf(
        Words, Words.Select(word => "（" + word), Words.Select(word => word + "）"),
        Gen.Select(Remark, Remark, (one, two) => one + two), Gen.Select(Remark, Words, (remark, word) => remark + word));

    private static Gen<(string Name, string Colon, string Text, string Remark)> Entry => Gen.Select(
        Gen.Char["王五:：()（） aZ催办成功·"].Array[1, 12].Select(chars => new string(chars)), Gen.OneOf(":", "：", ": ", "： "),
        Known, Gen.OneOf(Gen.Const(""), Remark));

    [Fact]
    public void Any_text_has_an_outcome_and_only_known_words_count_as_reminded() =>
        Gen.Select(Gen.Bool.Nullable(), Gen.String).Sample((canRemind, message) =>
        {
            var outcome = RemindMessage.Outcome(canRemind, message);
            bool said = message.Contains("催办成功", System.StringComparison.Ordinal);
            bool silent = message.All(c => char.IsWhiteSpace(c) || c is ';' or '；');
            return RemindMessage.Signers(message) is not null
                && (said || silent || outcome is not RemindOutcome.Reminded and not RemindOutcome.PartlyReminded);
        });
}
