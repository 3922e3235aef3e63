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
    private const int Kills = 3;
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
        Process Child() => CheckpointChild.Start(emulator.Address, folder.File, idsFile, "-ThrottleLimit 8", cmdlet: Cmdlet);

        for (int kill = 1; kill <= Kills; kill++)
        {
            using Process child = Child();
            Task<string[][]> end = CheckpointChild.EndAsync(child);
            await Until.Holds(() => end.IsCompleted || emulator.Stats.Calls >= kill * CallsBeforeKill);
            Assert.False(child.HasExited, "the run was over before it was killed");
            child.Kill();
            await end;
        }

        using Process last = Child();
        string[][] records = [.. (await CheckpointChild.EndAsync(last)).Where(line => line[0] == "record")];

        Assert.Equal(0, last.ExitCode);
        Assert.Equal(ids, records.Select(record => record[1]));
        Assert.All(records, record => Assert.Contains(record[2], (string[])["Reminded", "Unknown"]));
        Assert.InRange(records.Count(record => record[2] == "Unknown"), 1, 8 * Kills);
        string[] called = [.. emulator.Calls.Select(call => call.FlowGroupId!)];
        Assert.Equal(called.Length, called.Distinct().Count());
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
        Assert.All(
            records.Where(record => record[2] == "Reminded").SelectMany(record => emulator.Book.FlowsOf(record[1])),
            flow => Assert.All(emulator.Book.Signers(flow), signer => Assert.Equal(1, signer.Count)));
    }
}
