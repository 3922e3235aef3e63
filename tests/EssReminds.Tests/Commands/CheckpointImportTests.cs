using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

public sealed class CheckpointImportTests : IDisposable
{
    private const string Header = "{\"Checkpoint\":1,\"Endpoint\":\"http://e\",\"OperatorUserId\":\"me\"}\n";

    private readonly CheckpointFolder _folder = new();
    private readonly Shell _shell = new();

    public CheckpointImportTests()
    {
        _shell["checkpoint"] = _folder.File;
        _shell["folder"] = _folder.Folder;
    }

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Imported_records_are_those_that_the_run_emitted_in_the_same_order()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            Script = call => call.FlowIds.Contains("unknown") ? Faults.Error("InternalError") : null,
        });
        emulator.Book.Add(new Flow { FlowId = "partly", Record = new FixedRecord(true, "签署人 张三: 催办成功；签署人 李四: 此签署人已催办过；") });
        emulator.Book.AddUnknown("failed");
        _shell.Connect(emulator, "-RequestsPerSecond 10000");
        string[] ids = [.. Ids.Take(120), "partly", "failed", "unknown", .. Ids.Take(120, "yDx")];
        var sent = _shell.Send(ids, "-CheckpointPath $checkpoint -ThrottleLimit 1 -BatchSize 20");
        byte[] file = await File.ReadAllBytesAsync(_folder.File);
        long calls = emulator.Stats.Calls;

        var read = Shell.Records(_shell.Run("Import-EssCheckpoint $checkpoint"));

        Assert.Empty(_shell.Errors);
        Assert.Equal(sent.Select(r => JsonSerializer.Serialize(r)), read.Select(r => JsonSerializer.Serialize(r)));
        Assert.Equal(file, await File.ReadAllBytesAsync(_folder.File));
        Assert.Equal(calls, emulator.Stats.Calls);
    }

    [Fact]
    public void Each_flow_is_imported_once_with_its_last_known_outcome()
    {
        Write("run.jsonl", """
            {"Sending":["a","b","c"]}
            {"FlowId":"a","Outcome":"Failed"}
            {"FlowId":"b","Outcome":"Reminded","RemindMessage":"签署人 王五: 催办成功；"}
            {"Sending":["a"]}
            {"FlowId":"a","Outcome":"Reminded"}
            {"Sending":["d","c"]}
            {"Sending":["e
            """);
        Assert.Equal(
            ["a: Reminded", "b: Reminded", "c: Unknown", "d: Unknown"],
            Shell.Records(_shell.Run("Import-EssCheckpoint $checkpoint")).Select(r => r.ToString()));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_and_the_others_are_still_imported()
    {
        Write("good.jsonl", "{\"FlowId\":\"a\",\"Outcome\":\"Reminded\"}\n");
        Write("damaged.jsonl", "{\"FlowId\":\"b\",\"Outc\n{\"FlowId\":\"c\",\"Outcome\":\"Reminded\"}\n");
        File.WriteAllText(Path.Combine(_folder.Folder, "foreign.jsonl"), "{\"Checkpoint\":7}\n");
        File.WriteAllText(Path.Combine(_folder.Folder, "ids.txt"), "a\n");
        Write("last.jsonl", "{\"FlowId\":\"d\",\"Outcome\":\"Reminded\"}\n");

        var records = Shell.Records(_shell.Run("""
            "$folder/good.jsonl", "$folder/missing.jsonl", "$folder/damaged.jsonl", "$folder/foreign.jsonl", "$folder/ids.txt",
                $folder, 'nowhere:/x', 'Env:/x', "$folder/last.jsonl" | Import-EssCheckpoint
            """));

        Assert.Null(_shell.Terminating);
        Assert.Equal(["a", "d"], records.Select(r => r.FlowId));
        Assert.Equal(
            [
                "CheckpointNotReadable", "CheckpointDamaged", "CheckpointForeign", "CheckpointDamaged",
                "CheckpointNotReadable", "CheckpointNotReadable", "CheckpointNotReadable",
            ],
            _shell.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(
            Path.Combine(_folder.Folder, "missing.jsonl"),
            ((string)_shell.Errors[0].TargetObject).Replace('/', Path.DirectorySeparatorChar));
        Assert.Equal(ErrorCategory.ReadError, _shell.Errors[0].CategoryInfo.Category);
        Assert.Contains("line 2:", _shell.Errors[1].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[IO.FileInfo]::new($checkpoint) | Import-EssCheckpoint")]
    [InlineData("[pscustomobject]@{ PSPath = \"Microsoft.PowerShell.Core\\FileSystem::$checkpoint\" } | Import-EssCheckpoint")]
    [InlineData("[pscustomobject]@{ Path = $checkpoint } | Import-EssCheckpoint")]
    [InlineData("$checkpoint | Import-EssCheckpoint")]
    [InlineData("Import-EssCheckpoint -LiteralPath $checkpoint")]
    [InlineData("Import-EssCheckpoint $checkpoint")]
    public void Files_are_taken_by_position_by_name_and_from_the_pipeline(string command)
    {
        Write("run.jsonl", "{\"FlowId\":\"a\",\"Outcome\":\"Reminded\"}\n");
        Assert.Equal("a", Assert.Single(Shell.Records(_shell.Run(command))).FlowId);
        Assert.Empty(_shell.Errors);
    }

    [Fact]
    public void Several_imports_can_read_a_file_at_once()
    {
        Write("run.jsonl", "{\"FlowId\":\"a\",\"Outcome\":\"Reminded\"}\n{\"FlowId\":\"b\",\"Outcome\":\"Reminded\"}\n");
        Assert.Equal(4, _shell.Run("Import-EssCheckpoint $checkpoint | ForEach-Object { Import-EssCheckpoint $checkpoint }").Count);
        Assert.Empty(_shell.Errors);
    }

    [Fact]
    public void A_pipeline_that_stops_early_closes_the_file()
    {
        Write("run.jsonl", "{\"FlowId\":\"a\",\"Outcome\":\"Reminded\"}\n{\"FlowId\":\"b\",\"Outcome\":\"Reminded\"}\n");
        _shell.Run("foreach ($once in 1) { Import-EssCheckpoint $checkpoint | ForEach-Object { break } }");
        using var exclusive = new FileStream(_folder.File, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(exclusive.Length > 0);
    }

    private void Write(string name, string lines) =>
        File.WriteAllText(Path.Combine(_folder.Folder, name), Header + lines.ReplaceLineEndings("\n"));
}
