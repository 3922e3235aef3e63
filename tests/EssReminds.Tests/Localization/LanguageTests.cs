using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Localization;

/// <summary>A session in the user's language: every text that a run can show, including those made on other threads.</summary>
public class LanguageTests
{
    [Theory]
    [InlineData("zh-CN")]
    [InlineData("zh-SG")]
    public async Task A_Chinese_session_gets_Chinese_on_every_stream(string language)
    {
        var options = new EmulatorOptions { Quota = 0 };
        options.Faults.Add(FaultSetting.OnCalls(Faults.Named("rate-limit"), 1));
        options.Faults.Add(FaultSetting.OnCalls(Faults.Named("foreign-record"), 2));
        options.Faults.Add(FaultSetting.OnCalls(Faults.Named("html-after-carrying-out"), 3));
        await using var emulator = await EmulatorHost.StartAsync(options);
        var host = new RecordingHost(language);
        using var shell = Shell.ConnectedTo(emulator, host: host);

        var records = shell.Send(["a", "b", "c d"], "-BatchSize 1 -ThrottleLimit 1 -Verbose -InformationVariable totals");

        Assert.Equal(["有一次请求确定未被执行", "服务返回了 1 条未请求的记录", "收到的不是服务的响应"], shell.Warnings.Select(text => text.Split('，', '（')[0]));
        ErrorRecord[] errors = [.. shell.Errors.OrderBy(error => error.FullyQualifiedErrorId, StringComparer.Ordinal)];
        Assert.Equal("未发送：1 份合同（c d）。合同 ID 只含 ASCII 字母、数字、- 和 _，且不超过 64 个字符。", errors[0].ToString());
        Assert.Equal("请更正该 ID 后重试，其他 ID 不受影响。", errors[0].ErrorDetails.RecommendedAction);
        Assert.StartsWith("可能已催办：1 份合同（b）。未重新发送。没有得到确定的响应：响应不是该服务的格式，中间可能有代理。", errors[1].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("请直接询问签署人，或在腾讯电子签控制台查看", errors[1].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("响应不是该服务的格式，中间可能有代理", records[1].ErrorMessage);
        Assert.Contains(shell.Verbose, line => line.StartsWith("1 份合同（a）：OK，RequestId ", StringComparison.Ordinal));
        Assert.Contains(shell.Verbose, line => line.StartsWith("合同 3 份：已催办 1，", StringComparison.Ordinal));
        Assert.StartsWith("合同 3 份：", shell.Run("\"$totals\"").Single().ToString(), StringComparison.Ordinal);

        shell.Show("'a', 'b', 'c' | Send-EssFlowReminder -Connection $ess -WhatIf");
        Assert.Contains("3 份合同（a、b 及另外 1 份）", host.Text, StringComparison.Ordinal);

        shell.Run("Connect-Ess -Endpoint http://example.com -OperatorUserId me -InstanceRole");
        var stays = (EssConnection)shell["ess"]!;
        Assert.Equal(
            $"http://example.com 不是 https 地址，不会在该地址上使用密钥。当前仍在使用到 {stays.Endpoint} 的连接（操作人 {stays.Operator}）：此后的内容都会发往该地址。",
            shell.Terminating!.ToString());
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("fr-FR")]
    [InlineData("zh-TW")]
    public async Task A_session_in_any_other_language_gets_English(string language)
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        using var shell = Shell.ConnectedTo(emulator, host: new RecordingHost(language));
        shell.Send(["c d"]);
        Assert.StartsWith("Not sent: 1 flow (c d).", Assert.Single(shell.Errors).ToString(), StringComparison.Ordinal);
    }
}
