using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

public class CheckpointFullDiskTests
{
    /// <summary>The operating system refuses to write (ulimit -f): no file of the process may grow beyond 20 KB.</summary>
    [FactOnUnix]
    public async Task A_run_whose_checkpoint_cannot_grow_ends_and_the_same_command_resumes_it_once_it_can()
    {
        using var folder = new CheckpointFolder();
        var called = new ConcurrentQueue<string>();
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Quota = 0,
            RemindersPerSigner = 3,
            Script = call =>
            {
                foreach (string id in call.FlowIds) called.Enqueue(id);
                return null;
            },
        });
        string[] ids = Ids.Take(300);
        string idsFile = Path.Combine(folder.Folder, "ids.txt");
        await File.WriteAllLinesAsync(idsFile, ids);

        using Process full = CheckpointChild.Start(emulator.Address, folder.File, idsFile, "-BatchSize 10 -ThrottleLimit 2", kilobytes: 20);
        string[][] told = await CheckpointChild.EndAsync(full);

        Assert.Equal(1, full.ExitCode);
        Assert.Equal(["CheckpointNotWritable"], told.Where(line => line[0] == "end").Select(line => line[1]));
        string[] reminded = [.. told.Where(line => line[0] == "record" && line[2] == "Reminded").Select(line => line[1])];
        Assert.InRange(called.Count, 10, 290);
        Assert.Equal(called.Order(), reminded.Order());
        Assert.Subset(folder.Announced.ToHashSet(), called.ToHashSet());
        Assert.InRange(new FileInfo(folder.File).Length, 1, 20 * 1024);
        int doubtful = folder.InDoubt().Count;

        using Process roomy = CheckpointChild.Start(emulator.Address, folder.File, idsFile, "-BatchSize 10");
        told = await CheckpointChild.EndAsync(roomy);

        Assert.Equal(0, roomy.ExitCode);
        Assert.Equal(ids, told.Where(line => line[0] == "record").Select(line => line[1]));
        Assert.Equal(doubtful, told.Count(line => line[0] == "record" && line[2] == "Unknown"));
        Assert.Equal(1, emulator.Book.MostRemindersOfASigner());
        Assert.Equal(called.Count, called.Distinct().Count());
    }
}
