using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Windows;

public sealed class WindowsTests(Wine wine) : IClassFixture<Wine>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ess-windows-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [FactOnWindows]
    public async Task Windows_paths_drives_UTF_16_files_and_Chinese_texts_work()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        IReadOnlyList<string> lines = await WindowsSession.RunAsync(wine, emulator, _folder,
            """
            Import-Module "$module\EssReminds.psd1"
            Connect
            "$($PSVersionTable.PSVersion.Major) $($PSVersionTable.Platform) $($Host.Name)"

            # A file as Windows programs write it: UTF-16, CRLF; and a checkpoint by five spellings of its path.
            $work = New-Item -ItemType Directory "$folder\合同 2026"
            1..5 | ForEach-Object { "yDwWindows$_" } | Set-Content -Encoding unicode "$work\编号.txt"
            $null = New-PSDrive Work FileSystem $work
            Set-Location $work
            $spellings = "$work\记录.jsonl", "$work/记录.jsonl".Replace('\', '/'), 'Work:\记录.jsonl', '.\记录.jsonl', '..\合同 2026\记录.JSONL'
            $spellings | ForEach-Object {
                (Get-Content .\编号.txt | Send-EssFlowReminder -CheckpointPath $_ | Where-Object Outcome -eq Reminded).Count
            }

            (Get-ChildItem $work *.jsonl).Count
            Set-Location C:\
            (Import-EssCheckpoint Work:\记录.jsonl).Count
            ('yDwOther' | Send-EssFlowReminder -CheckpointPath "$env:TEMP\$PID.jsonl").Outcome
            Remove-Item "$env:TEMP\$PID.jsonl"

            # Paths where no file can be.
            foreach ($path in 'HKCU:\run.jsonl', 'Q:\run.jsonl', "$work\missing\run.jsonl") {
                try { 'yDwOther' | Send-EssFlowReminder -CheckpointPath $path } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            }

            'a b' | Send-EssFlowReminder -ErrorAction SilentlyContinue -ErrorVariable refused | ForEach-Object { "$($_.Outcome)" }
            "$refused"
            (Get-Help Import-EssCheckpoint).Synopsis
            """);

        Assert.Equal(
        [
            "7 Win32NT ConsoleHost",
            "5", "5", "5", "5", "5",
            "1",
            "5",
            "Reminded",
            "CheckpointNotReadable", "CheckpointNotReadable", "CheckpointNotWritable",
            "Failed",
            "未发送：1 份合同（a b）。合同 ID 只含 ASCII 字母、数字、- 和 _，且不超过 64 个字符。",
            "读取检查点文件中的记录，不发送任何内容。",
        ], lines);
        Assert.Equal(3, emulator.Stats.Calls); // including the question before the first call
    }

    [FactOnWindows]
    public async Task Under_the_policy_Restricted_the_assembly_can_be_imported_and_the_manifest_cannot()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Quota = 0 });
        IReadOnlyList<string> lines = await WindowsSession.RunAsync(wine, emulator, _folder,
            """
            try { Import-Module "$module\EssReminds.psd1" } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            "$(Get-Module EssReminds)"
            Import-Module "$module\EssReminds.dll"
            Connect
            ('yDwOne' | Send-EssFlowReminder).Outcome
            """, policy: "Restricted");

        Assert.Equal(["FormatXmlUpdateException", "", "Reminded"], lines);
    }

    [FactOnWindows]
    public async Task Three_processes_on_Windows_share_the_quota_and_use_it()
    {
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Latency = TimeSpan.FromMilliseconds(100) });
        const string Script =
            """
            Import-Module "$module\EssReminds.psd1"
            Connect 20
            'ready'
            while (-not (Test-Path "$folder\go")) { Start-Sleep -Milliseconds 20 }
            (1..40 | ForEach-Object { "yDw$PID-$_" } | Send-EssFlowReminder -BatchSize 1 | Where-Object Outcome -eq Reminded).Count
            """;
        WindowsSession[] sessions = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => WindowsSession.StartAsync(wine, emulator, _folder, Script)));
        try
        {
            foreach (WindowsSession session in sessions) await session.HeardAsync("ready");
            await File.WriteAllTextAsync(Path.Combine(_folder, "go"), "");
            foreach (WindowsSession session in sessions) Assert.Equal(["ready", "40"], await session.EndAsync());
        }
        finally
        {
            foreach (WindowsSession session in sessions) session.Dispose();
        }

        // Without sharing, three processes would be refused more than 60 times. Alone on a machine they reach 19 calls a second
        // with a refusal at most; next to other tests, which keep the machine busy, calls are late and the pace drops.
        EmulatorStats stats = emulator.Stats;
        Assert.InRange(stats.Refusals, 0, 30);
        double pace = (stats.Calls - stats.Refusals) / (stats.LastCall - stats.FirstCall)!.Value;
        Assert.True(pace >= 6, $"{pace} calls a second");
        Assert.True(
            File.Exists(Path.Combine(Wine.SlotsFolder, "slots2")), "the slots are not where Windows keeps the data of applications");
    }

    [FactOnWindows]
    public async Task A_run_on_Windows_that_is_killed_and_resumed_reminds_nobody_twice()
    {
        const string Run =
            """
            Import-Module "$module\EssReminds.psd1"
            Connect
            function Send {
                10..49 | ForEach-Object { "yDwKill$_" } |
                    Send-EssFlowReminder -CheckpointPath "$folder\run.jsonl" -BatchSize 2 -ThrottleLimit 4 -ErrorAction Ignore
            }

            """;
        var called = new ConcurrentQueue<string>();
        var held = new ConcurrentQueue<string>();
        int calls = 0, firstHeld = 5;
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            RemindersPerSigner = 3, // so that the emulator does not prevent a second reminder
            Script = call =>
            {
                foreach (string id in call.FlowIds) called.Enqueue(id);
                if (Interlocked.Increment(ref calls) < Volatile.Read(ref firstHeld)) return null;
                foreach (string id in call.FlowIds) held.Enqueue(id);
                return Faults.HoldUntil(new TaskCompletionSource().Task);
            },
        });

        using WindowsSession first = await WindowsSession.StartAsync(wine, emulator, _folder, Run + "Send");
        await Until.Holds(() => held.Count == 8);
        using WindowsSession second = await WindowsSession.StartAsync(wine, emulator, _folder, Run +
            """
            try { Send } catch { "Send $($_.FullyQualifiedErrorId.Split(',')[0])" }
            try { Import-EssCheckpoint "$folder\run.jsonl" } catch { "Import $($_.FullyQualifiedErrorId.Split(',')[0])" }
            while ($true) { try { Send; break } catch { Start-Sleep -Milliseconds 50 } }
            """);
        await second.HeardAsync("Import CheckpointInUse");
        Assert.Equal("Send CheckpointInUse", second.Lines[0]);
        Volatile.Write(ref firstHeld, calls + 5);
        await first.KillAsync();
        await Until.Holds(() => held.Count == 16);
        Volatile.Write(ref firstHeld, int.MaxValue);
        await second.KillAsync();
        IReadOnlyList<string> last = await WindowsSession.RunAsync(wine, emulator, _folder, Run +
            """
            Send | ForEach-Object { "$($_.FlowId) $($_.Outcome)" }
            """);

        string[] ids = [.. Enumerable.Range(10, 40).Select(n => $"yDwKill{n}")];
        Assert.Equal(ids.Select(id => $"{id} {(held.Contains(id) ? "Unknown" : "Reminded")}"), last);
        Assert.Equal(ids, called.Order());
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
    }
}
