using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Playground;
using EssReminds.Tests.Support;

namespace EssReminds.Tests.Sessions;

/// <summary>Pester files in one process.</summary>
internal static class PesterRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private static string Script => Path.Combine(Repository.Root, "tests", "EssReminds.Tests", "Sessions", "Run.ps1");

    /// <summary>The results of the files; one without any result counts as failed.</summary>
    public static async Task<IReadOnlyList<It>> OfAsync(string[] files, CancellationToken cancellation)
    {
        string result = Path.GetTempFileName();
        try
        {
            string output = await RunAsync(["-NonInteractive", "-File", Script, Pwsh.Pester, result, .. files], cancellation);
            string[] lines = await File.ReadAllLinesAsync(result, CancellationToken.None);
            It[] its = [.. lines.Select(line => JsonSerializer.Deserialize<It>(line)!)];
            var missing = files.Select(Path.GetFileName).Except(its.Select(it => it.File));
            return [.. its, .. missing.Select(file => new It(file!, "runs", "Failed", 0, output, ""))];
        }
        finally
        {
            File.Delete(result);
        }
    }

    private static async Task<string> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        ProcessStartInfo start = Pwsh.Start(arguments);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["ESSREMINDS_OUT"] = Path.Combine(AppContext.BaseDirectory, "package");
        using Process run = Process.Start(start)!;
        run.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Longest);
        await using CancellationTokenRegistration kill = limit.Token.Register(() => run.Kill(entireProcessTree: true));
        Task<string> errors = run.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = await run.StandardOutput.ReadToEndAsync(CancellationToken.None) + await errors;
        await run.WaitForExitAsync(CancellationToken.None);
        return $"PowerShell ended with exit code {run.ExitCode}{(limit.IsCancellationRequested ? ", at the limit of time" : "")}. {output}";
    }
}
