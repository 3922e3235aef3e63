using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Emulator;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class CommandLineTests
{
    [Fact]
    public void Every_option_is_read_in_both_forms()
    {
        EmulatorOptions options = CommandLine.Parse([
            "--port", "4321", "--quota=2.5", "--window", "fixed", "--quota-message=plain", "--latency", "300", "--jitter=50",
            "--seed", "7", "--api", "classic", "--book=none", "--flows", "flows.json", "--reminders-per-signer", "3",
            "--other-flows", "signed", "--reminders-per-day=1", "--briefs-per-day", "5", "--drop-resting", "2.5",
            "--clock-offset", "-600", "--fault", "hang=0.25", "--fault=error:FailedOperation=#3-5",
        ]);

        Assert.Equal(4321, options.Port);
        Assert.Equal(2.5, options.Quota);
        Assert.Equal(QuotaWindow.Fixed, options.Window);
        Assert.Equal(RefusalText.Plain, options.RefusalText);
        Assert.Equal(TimeSpan.FromMilliseconds(300), options.Latency);
        Assert.Equal(TimeSpan.FromMilliseconds(50), options.Jitter);
        Assert.Equal(7, options.Seed);
        Assert.Equal(ServiceApi.Classic, options.Api);
        Assert.Equal(BookKeeping.None, options.BookKeeping);
        Assert.Equal("flows.json", options.FlowFile);
        Assert.Equal(3, options.RemindersPerSigner);
        Assert.Equal((FlowStatus.Signed, 1, 5), (options.OtherFlows, options.RemindersPerDay, options.BriefsPerDay));
        Assert.Equal(TimeSpan.FromSeconds(2.5), options.DropResting);
        Assert.Equal(TimeSpan.FromMinutes(-10), options.ClockOffset);
        Assert.Equal(["hang", "error:FailedOperation"], options.Faults.Select(setting => setting.Fault.Name));
        Assert.Equal((3, 5), (options.Faults[1].First, options.Faults[1].Last));
    }

    [Theory]
    [InlineData(HttpsMode.Off)]
    [InlineData(HttpsMode.Trusted, "--https")]
    [InlineData(HttpsMode.Trusted, "--https", "--quota", "3")]
    [InlineData(HttpsMode.Expired, "--https", "expired")]
    [InlineData(HttpsMode.WrongName, "--https=wrong-name")]
    [InlineData(HttpsMode.UnknownCa, "--https", "unknown-ca")]
    public void The_https_option_takes_an_optional_mode(HttpsMode mode, params string[] args) =>
        Assert.Equal(mode, CommandLine.Parse(args).Https);

    [Fact]
    public void Without_options_the_emulator_behaves_as_documented()
    {
        EmulatorOptions options = CommandLine.Parse([]);

        Assert.Equal((0, 20.0, 1), (options.Port, options.Quota, options.RemindersPerSigner));
        Assert.Equal((QuotaWindow.Sliding, ServiceApi.Current, BookKeeping.Remember), (options.Window, options.Api, options.BookKeeping));
        Assert.Empty(options.Faults);
    }

    [Theory]
    [InlineData("--nonsense", "unknown option '--nonsense'")]
    [InlineData("stray", "unknown option 'stray'")]
    [InlineData("--port", "--port takes a value")]
    [InlineData("--port=65536", "--port: '65536' is not a whole number from 0 to 65535")]
    [InlineData("--port=1.5", "--port: '1.5' is not a whole number from 0 to 65535")]
    [InlineData("--quota=-1", "--quota: '-1' is not a number from 0 to 1000000")]
    [InlineData("--quota=NaN", "--quota: 'NaN' is not a number from 0 to 1000000")]
    [InlineData("--latency=soon", "--latency: 'soon' is not a number from 0 to 3600000")]
    [InlineData("--window=tumbling", "--window: 'tumbling' is not sliding or fixed")]
    [InlineData("--https=off-and-on", "--https: 'off-and-on' is not off or trusted or expired or wrong-name or unknown-ca")]
    [InlineData("--window=1", "--window: '1' is not sliding or fixed")]
    [InlineData("--reminders-per-signer=0", "--reminders-per-signer: '0' is not a whole number from 1 to 255")]
    [InlineData("--fault=hang", "--fault: 'hang' is not NAME=RATE, NAME=#CALL or NAME=@SECONDS")]
    [InlineData("--fault=hung=1", "--fault: no fault is named 'hung'")]
    [InlineData("--fault=error:=1", "--fault: no fault is named 'error:'")]
    [InlineData("--fault=hang=1.1", "--fault: '1.1' is not a rate from 0 to 1")]
    [InlineData("--fault=hang=-0.1", "--fault: '-0.1' is not a rate from 0 to 1")]
    [InlineData("--fault=hang=#0", "--fault: '#0' is not #CALL or #FIRST-LAST")]
    [InlineData("--fault=status:200=1", "--fault: no fault is named 'status:200'")]
    [InlineData("--fault=retry-after:soon=1", "--fault: no fault is named 'retry-after:soon'")]
    [InlineData("--fault=hang=@5", "--fault: '@5' is not @FROM-UNTIL in seconds")]
    [InlineData("--fault=hang=@20-5", "--fault: '@20-5' is not @FROM-UNTIL in seconds")]
    [InlineData("--drop-resting=-1", "--drop-resting: '-1' is not a number from 0 to 1000000000")]
    [InlineData("--fault=hang=#5-3", "--fault: '#5-3' is not #CALL or #FIRST-LAST")]
    public void A_wrong_option_is_an_error_naming_it(string option, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => CommandLine.Parse([option])).Message);

    [Fact]
    public void Rates_cannot_exceed_all_calls() =>
        Assert.Throws<FormatException>(() => CommandLine.Parse(["--fault", "hang=0.6", "--fault", "empty=0.6"]));

    [Fact]
    public void The_usage_text_lists_every_fault()
    {
        string[] families = [.. Faults.Families.Select(family => family.Prefix + family.Placeholder)];
        string[] names = [.. Faults.All.Select(fault => fault.Name), .. families];
        Assert.All(names, name => Assert.Contains($"  {name} ", CommandLine.Usage, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_command_line_exits_with_code_2()
    {
        Assert.Equal(2, await Program.Main(["--nonsense"]));
        Assert.Equal(2, await Program.Main(["--flows", Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())]));
    }

    [Fact]
    public async Task A_port_in_use_exits_with_code_1()
    {
        await using EmulatorHost emulator = await EmulatorHost.StartAsync();

        Assert.Equal(1, await Program.Main([$"--port={emulator.Address.Port}"]));
    }
}
