using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Tests.Support;

namespace EssReminds.Tests.Commands;

/// <summary>A run in a process of its own, which can be killed: the cmdlet in a PowerShell engine, calling a test's emulator.</summary>
internal static class CheckpointChild
{
    /// <param name="args">Endpoint, checkpoint, file of ids, further parameters, cmdlet.</param>
    public static int Main(string[] args)
    {
        using var shell = new Shell();
        shell.Connect(new Uri(args[0]), "-RequestsPerSecond 100000");
        shell["checkpoint"] = args[1];
        shell["ids"] = File.ReadLines(args[2]);
        shell["tell"] = (Action<object>)(record => Console.Out.WriteLine((record is PSObject wrapper ? wrapper.BaseObject : record) switch
        {
            RemindFlowGroupRecord group => $"record\t{group.FlowGroupId}\t{group.Outcome}\t{group.RequestId}\t.",
            RemindFlowRecord flow => $"record\t{flow.FlowId}\t{flow.Outcome}\t{flow.RequestId}\t.",
            _ => throw new InvalidOperationException(),
        }));
        shell.Run($"$ids | {args[4]} -Connection $ess -CheckpointPath $checkpoint {args[3]} | ForEach-Object {{ $tell.Invoke($_) }}");

        foreach (var error in shell.Errors)
            Console.Out.WriteLine($"error\t{error.FullyQualifiedErrorId.Split(',')[0]}\t{((string[])error.TargetObject).Length}\t.");
        if (shell.Terminating is { } end) Console.Out.WriteLine($"end\t{end.FullyQualifiedErrorId.Split(',')[0]}\t.");
        return shell.Terminating is null ? 0 : 1;
    }

    /// <summary>Starts <see cref="Main"/>, which prints a line for each record and error.</summary>
    /// <param name="kilobytes">The largest file size that the process may write (ulimit -f), or null; Unix only.</param>
    /// <param name="data">The folder of its slots, or null for that of the tests; Linux only.</param>
    public static Process Start(
        Uri endpoint, string checkpoint, string ids, string more,
        int? kilobytes = null, string cmdlet = "Send-EssFlowReminder", string? data = null)
    {
        string[] command = ["dotnet", typeof(CheckpointChild).Assembly.Location, endpoint.ToString(), checkpoint, ids, more, cmdlet];
        if (kilobytes is { } limit) command = ["bash", "-c", $"trap '' XFSZ; ulimit -f {limit}; exec \"$0\" \"$@\"", .. command];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // with W^X, .NET maps a file larger than such a limit
        if (data is not null) start.Environment[OwnApplicationData.Variable] = data;
        return Process.Start(start)!;
    }

    /// <summary>The fields of each line that the process printed until it ended; an incomplete last line is left out.</summary>
    public static async Task<string[][]> EndAsync(Process child)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            string text = await child.StandardOutput.ReadToEndAsync(limit.Token);
            await child.WaitForExitAsync(limit.Token);
            return [.. text.Split('\n').Select(line => line.TrimEnd('\r').Split('\t')).Where(parts => parts[^1] == ".")];
        }
        finally
        {
            if (!child.HasExited) child.Kill();
        }
    }
}
