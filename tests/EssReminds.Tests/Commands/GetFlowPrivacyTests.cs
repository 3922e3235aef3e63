using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>Names and phone numbers are in the properties of a signer, and in no stream, error or log.</summary>
public class GetFlowPrivacyTests
{
    private const string Name = "欧阳修文";
    private const string Mobile = "13800138000";

    private static readonly FlowSigner Signer = new() { Name = Name, Mobile = Mobile };

    private readonly SecretWalker _walker = new(Name, Mobile);

    [Fact]
    public async Task No_stream_and_no_error_shows_a_signers_name_or_number()
    {
        Dictionary<string, Fault?> faults = Faults.All
            .Where(fault => !fault.Name.StartsWith("hang", StringComparison.Ordinal) && fault.Name != "refuse-connection")
            .ToDictionary(fault => "fault-" + fault.Name, Fault? (fault) => fault);
        faults.Add("unknown", Faults.Error("FailedOperation"));
        faults.Add("forbidden", Faults.Error("OperationDenied"));
        faults.Add("good", null);
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = call => call.Action == "DescribeFlowInfo" ? faults[call.FlowIds[0]] : null,
        });
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000 -TimeoutSec 5");
        foreach (string id in faults.Keys) emulator.Book.Add(new Flow { FlowId = id, Signers = [Signer] });

        var found = new List<string>();
        foreach (string id in faults.Keys)
        {
            var flows = shell.Look([id], "-IncludeSigner -MaximumRetryCount 0 -Verbose -Debug");
            object?[] shown = [shell.Errors, shell.Terminating, shell.Verbose, shell.Debug, shell.Warnings, shell.Information];
            found.AddRange(shown.SelectMany(each => _walker.Search(id, each)));
            found.AddRange(flows.SelectMany(flow => _walker.Search(id, flow.ToString())));
            found.AddRange(flows.SelectMany(flow => flow.Signers ?? []).SelectMany(signer => _walker.Search(id, signer.ToString())));
            // Proves that the names were there to be found.
            if (id == "good") Assert.Equal((Name, Mobile), (flows[0].Signers![0].Name, flows[0].Signers![0].Mobile));
        }

        Assert.True(shell["Error"] is ICollection { Count: > 5 });
        found.AddRange(_walker.Search("$Error", shell["Error"]));
        Assert.Empty(found);
    }

    [Fact]
    public async Task Progress_and_the_checkpoint_of_a_following_run_show_no_signer()
    {
        var options = new EmulatorOptions { Quota = 0, Latency = TimeSpan.FromMilliseconds(1200) };
        await using var emulator = await EmulatorHost.StartAsync(options);
        emulator.Book.Add(new Flow { FlowId = "f", Signers = [Signer], Record = new FixedRecord(true, "") });
        var host = new RecordingHost();
        using var shell = Shell.ConnectedTo(emulator, host: host);
        using var folder = new CheckpointFolder();
        shell["path"] = folder.File;

        shell.Run(
            "'f' | Get-EssFlow -Connection $ess -IncludeSigner | ForEach-Object Signers | " +
            "Send-EssFlowReminder -Connection $ess -CheckpointPath $path");

        Assert.Contains(host.Progress, bar => bar.Record.Activity == "Looking contracts up");
        Assert.Empty(host.Progress.SelectMany(bar => _walker.Search("progress", bar.Record)));
        Assert.DoesNotContain(Mobile, System.IO.File.ReadAllText((string)shell["path"]!), StringComparison.Ordinal);
        Assert.DoesNotContain(Name, System.IO.File.ReadAllText((string)shell["path"]!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("13800138000", "138****8000")]
    [InlineData("+8613800138000", "+86****8000")]
    [InlineData("156****8190", "156****8190")]
    [InlineData("12345678", "****")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void A_phone_number_is_masked_except_for_its_ends(string? mobile, string? masked) =>
        Assert.Equal(masked, new EssSigner("f") { Mobile = mobile }.MaskedMobile);
}
