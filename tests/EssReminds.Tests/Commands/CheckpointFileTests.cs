using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>The checkpoint file: its content, where it may be, and when a run refuses it.</summary>
public sealed class CheckpointFileTests : IAsyncLifetime
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly CheckpointFolder _folder = new();
    private readonly Shell _shell = new();
    private EmulatorHost _emulator = null!;

    public static TheoryData<string, string> OtherRuns => new()
    {
        { "\"Endpoint\":\"http://127.0.0.1:", "\"Endpoint\":\"http://127.0.0.1:1" },
        { Vectors.Operator, "somebody" },
        { "\"OperatorUserId\"", "\"ProxyOrganizationId\":\"subsidiary\",\"OperatorUserId\"" },
        { "\"Checkpoint\":2", "\"Checkpoint\":3,\"Unheard\":[]" },
    };

    public async Task InitializeAsync()
    {
        _emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        _shell.Connect(_emulator, "-RequestsPerSecond 10000");
        _shell["checkpoint"] = _folder.File;
    }

    public async Task DisposeAsync()
    {
        _shell.Dispose();
        await _emulator.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void A_checkpoint_has_one_readable_JSON_object_a_line_and_no_secret()
    {
        Send(Ids.Take(3), "-BatchSize 2 -ThrottleLimit 1");

        JsonElement[] lines = [.. _folder.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(6, lines.Length);
        Assert.Equal(2, lines[0].GetProperty("Checkpoint").GetInt32());
        Assert.Equal(_emulator.Address.GetLeftPart(UriPartial.Authority), lines[0].GetProperty("Endpoint").GetString());
        Assert.Equal(Vectors.Operator, lines[0].GetProperty("OperatorUserId").GetString());
        Assert.Equal(Ids.Take(3), _folder.Announced);
        string text = File.ReadAllText(_folder.File);
        Assert.Contains("催办成功", text, StringComparison.Ordinal);
        Assert.DoesNotContain(EmulatorKeys.SecretKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Shell.AccountOf(_emulator), text, StringComparison.Ordinal);
        Assert.NotEqual('\ufeff', text[0]);
    }

    [FactOnUnix, UnsupportedOSPlatform("windows")]
    public void A_new_checkpoint_is_private_to_its_owner_from_its_creation_on()
    {
        using (UnixFiles.OpenOrCreatePrivate(_folder.File)) Assert.Equal(Private, File.GetUnixFileMode(_folder.File));

        Send(["a"]);
        Assert.Equal(Private, File.GetUnixFileMode(_folder.File));
    }

    [FactOnUnix, UnsupportedOSPlatform("windows")]
    public void An_existing_empty_file_is_made_private_and_one_with_a_run_in_it_keeps_its_permissions()
    {
        const UnixFileMode Everybodys = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.WriteAllText(_folder.File, "");
        File.SetUnixFileMode(_folder.File, Everybodys);
        Send(["a"]);
        Assert.Equal(Private, File.GetUnixFileMode(_folder.File));

        File.SetUnixFileMode(_folder.File, Everybodys);
        Send(["b"]);
        Assert.Equal(Everybodys, File.GetUnixFileMode(_folder.File));
    }

    [Theory]
    [MemberData(nameof(OtherRuns))]
    public void A_checkpoint_of_another_endpoint_operator_organization_or_version_is_refused(string ours, string theirs)
    {
        Send(["a"]);
        string text = File.ReadAllText(_folder.File).Replace(ours, theirs, StringComparison.Ordinal);
        Refused("CheckpointForeign", ErrorCategory.InvalidArgument, text);
    }

    [Fact]
    public void A_damaged_line_in_the_middle_is_reported_by_number_and_nothing_is_sent()
    {
        Send(Ids.Take(3));
        string[] lines = [.. _folder.Lines];
        lines[2] = lines[2][..20];
        ErrorRecord error = Refused("CheckpointDamaged", ErrorCategory.InvalidData, string.Join('\n', lines) + "\n");
        Assert.Contains("line 3:", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_in_use_is_refused_until_its_run_has_ended()
    {
        var release = new TaskCompletionSource();
        await using var holding = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, Script = _ => Faults.HoldUntil(release.Task) });
        using var other = Shell.ConnectedTo(holding);
        other["checkpoint"] = _folder.File;
        using PowerShell pipeline = other.Prepare("'a' | Send-EssFlowReminder -Connection $ess -CheckpointPath $checkpoint");
        IAsyncResult running = pipeline.BeginInvoke();
        await Until.Holds(() => holding.Stats.InFlight >= 1);

        using var second = Shell.ConnectedTo(holding);
        second["checkpoint"] = _folder.File;
        Assert.Empty(second.Send(["b"], "-CheckpointPath $checkpoint"));
        Terminating(second, "CheckpointInUse", ErrorCategory.ResourceBusy);
        Assert.Empty(second.Run("Import-EssCheckpoint $checkpoint"));
        Assert.StartsWith("CheckpointInUse,", Assert.Single(second.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(1, holding.Stats.Calls);

        release.SetResult();
        pipeline.EndInvoke(running);
        Assert.Equal(2, second.Send(["a", "b"], "-CheckpointPath $checkpoint").Count);
        Assert.Equal(2, holding.Stats.Calls);
    }

    [Theory]
    [InlineData("missing/run.jsonl")]
    [InlineData("file/run.jsonl")]
    [InlineData("")]
    public void A_path_where_no_file_can_be_created_is_refused(string path)
    {
        File.WriteAllText(Path.Combine(_folder.Folder, "file"), "");
        _shell["checkpoint"] = Path.Combine(_folder.Folder, path);
        _shell.Send(["a"], "-CheckpointPath $checkpoint");
        Terminating(_shell, "CheckpointNotWritable", ErrorCategory.WriteError);
        Assert.Equal(0, _emulator.Stats.Calls);
    }

    [Fact]
    public void A_folder_without_write_permission_is_refused()
    {
        string folder = _folder.Folder;
        if (OperatingSystem.IsWindows()) folder = @"\\.\GLOBALROOT\Device\Null"; // administrators ignore a folder's permissions
        else if (Environment.IsPrivilegedProcess) folder = OperatingSystem.IsMacOS() ? "/System" : "/sys"; // read-only even to root
        else File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _shell["checkpoint"] = Path.Combine(folder, "ess-run.jsonl");
        try
        {
            _shell.Send(["a"], "-CheckpointPath $checkpoint");
        }
        finally
        {
            if (!OperatingSystem.IsWindows() && folder == _folder.Folder) File.SetUnixFileMode(folder, Private | UnixFileMode.UserExecute);
        }

        Terminating(_shell, "CheckpointNotWritable", ErrorCategory.WriteError);
        Assert.Equal(0, _emulator.Stats.Calls);
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/full")]
    public void A_device_is_refused_and_keeps_its_permissions(string device)
    {
        if (!OperatingSystem.IsLinux()) return;
        UnixFileMode before = File.GetUnixFileMode(device);
        _shell["checkpoint"] = device;
        _shell.Send(["a"], "-CheckpointPath $checkpoint");
        Terminating(_shell, "CheckpointNotWritable", ErrorCategory.WriteError);
        Assert.Equal(before, File.GetUnixFileMode(device));
        Assert.Equal(0, _emulator.Stats.Calls);
    }

    [Theory]
    [InlineData("Env:\\x")]
    [InlineData("nowhere:\\x")]
    public void A_path_outside_the_file_system_is_refused(string path)
    {
        _shell["checkpoint"] = path;
        _shell.Send(["a"], "-CheckpointPath $checkpoint");
        Terminating(_shell, "CheckpointNotReadable", ErrorCategory.ReadError);
        Assert.Equal(0, _emulator.Stats.Calls);
    }

    [Theory]
    [InlineData("run.jsonl")]
    [InlineData("./run.jsonl")]
    [InlineData("ess:/run.jsonl")]
    [InlineData("Microsoft.PowerShell.Core\\FileSystem::$folder/run.jsonl")]
    public void A_path_is_resolved_as_the_session_resolves_it(string path)
    {
        _shell["folder"] = _folder.Folder;
        _shell.Run("""
            $null = $ExecutionContext.SessionState.Path.SetLocation($folder)
            $fileSystem = $ExecutionContext.SessionState.Provider.GetOne('FileSystem')
            $drive = [Management.Automation.PSDriveInfo]::new('ess', $fileSystem, $folder, '', $null)
            $null = $ExecutionContext.SessionState.Drive.New($drive, 'Global')
            """);
        Assert.Null(_shell.Terminating);
        _shell.Send(["a"], $"-CheckpointPath \"{path}\"");
        Assert.Null(_shell.Terminating);
        Assert.Equal("Reminded", _folder.Outcomes["a"]);
        Assert.Single(_shell.Run($"Import-EssCheckpoint \"{path}\""));
    }

    [Fact]
    public void WhatIf_creates_no_file_and_leaves_an_existing_one_unchanged()
    {
        Assert.Empty(_shell.Send(["a"], "-CheckpointPath $checkpoint -WhatIf"));
        Assert.False(File.Exists(_folder.File));

        Send(["a"]);
        File.AppendAllText(_folder.File, "{\"Sending\":[\"b");
        byte[] before = File.ReadAllBytes(_folder.File);
        Assert.Equal(["a"], _shell.Send(["a", "b"], "-CheckpointPath $checkpoint -WhatIf").Select(r => r.FlowId));
        Assert.Null(_shell.Terminating);
        Assert.Equal(before, File.ReadAllBytes(_folder.File));
        Assert.Equal(1, _emulator.Stats.Calls);
    }

    private void Send(IEnumerable<string> ids, string more = "")
    {
        _shell.Send(ids, "-CheckpointPath $checkpoint " + more);
        Assert.Null(_shell.Terminating);
    }

    private ErrorRecord Refused(string errorId, ErrorCategory category, string text)
    {
        File.WriteAllText(_folder.File, text);
        long calls = _emulator.Stats.Calls;
        Assert.Empty(_shell.Send(["new"], "-CheckpointPath $checkpoint"));
        Assert.Equal(text, File.ReadAllText(_folder.File));
        Assert.Equal(calls, _emulator.Stats.Calls);
        return Terminating(_shell, errorId, category);
    }

    private static ErrorRecord Terminating(Shell shell, string errorId, ErrorCategory category)
    {
        ErrorRecord error = shell.Terminating!;
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
        return error;
    }
}
