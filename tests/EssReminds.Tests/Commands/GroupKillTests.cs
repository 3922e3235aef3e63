using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>Runs of groups that are killed again and again, and resumed until they are done.</summary>
public class GroupKillTests
{
    private const string Cmdlet = "Send-EssFlowGroupReminder";
    private const int Kills = 2;
    private const int CallsBeforeKill = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task However_often_a_run_is_killed_no_group_is_lost_and_nobody_is_reminded_twice(int seed)
    {
        using var folder = new CheckpointFolder();
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0, Seed = seed, Latency = TimeSpan.FromMilliseconds(50), Jitter = TimeSpan.FromMilliseconds(40),
            RecordCalls = true,
        });
        string[] ids = Ids.Take(300, "seed" + seed);
        string idsFile = Path.Combine(folder.Folder, "ids.txt");
        await File.WriteAllLinesAsync(idsFile, ids);
        for (int kill = 1; kill <= Kills; kill++)
        {
            using Process child = CheckpointChild.Start(emulator.Address, folder.File, idsFile, "-ThrottleLimit 8", cmdlet: Cmdlet);
            Task<string[][]> end = CheckpointChild.EndAsync(child);
            await Until.Holds(() => end.IsCompleted || emulator.Stats.Calls >= kill * CallsBeforeKill);
            Assert.False(child.HasExited, "the run was over before it was killed");
            child.Kill();
            await end;
        }

        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 100000");
        (shell["ids"], shell["checkpoint"]) = (ids, folder.File);
        RemindFlowGroupRecord[] records =
        [
            .. shell.Run($"$ids | {Cmdlet} -Connection $ess -CheckpointPath $checkpoint")
                .Select(item => (RemindFlowGroupRecord)item.BaseObject),
        ];

        Assert.Null(shell.Terminating);
        Assert.Equal(ids, records.Select(record => record.FlowGroupId));
        Assert.All(records, record => Assert.Contains(record.Outcome, (string[])["Reminded", "Unknown"]));
        Assert.InRange(records.Count(record => record.Outcome == "Unknown"), 1, 8 * Kills);
        string[] called = [.. emulator.Calls.Select(call => call.FlowGroupId!)];
        Assert.Equal(called.Length, called.Distinct().Count());
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
        Assert.All(
            records.Where(record => record.Outcome == "Reminded").SelectMany(record => emulator.Book.FlowsOf(record.FlowGroupId)),
            flow => Assert.All(emulator.Book.Signers(flow), signer => Assert.Equal(1, signer.Count)));
    }
}
