using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class EmulatorProcessTests
{
    [TheoryOnUnix]
    [InlineData("-INT", "")]
    [InlineData("-TERM", "")]
    [InlineData("-TERM", "--https")]
    public async Task The_process_prints_its_address_in_one_line_and_exits_cleanly_on_a_signal(string signal, string https)
    {
        string[] arguments = [typeof(EmulatorHost).Assembly.Location, "--port=0", .. Options(https)];
        // A shell without job control starts what runs in the background with SIGINT ignored, and that is inherited.
        if (OperatingSystem.IsLinux()) arguments = ["--default-signal=INT", "dotnet", .. arguments];
        using Process emulator = Process.Start(new ProcessStartInfo(OperatingSystem.IsLinux() ? "env" : "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            string line = (await emulator.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)))!;
            Match said = Regex.Match(
                line, @"^ESS emulator listening on (https?)://127\.0\.0\.1:[0-9]+  \(SecretId \w+, SecretKey \w+(, CA file (.+))?\)$");
            Assert.True(said.Success, line);
            Assert.Equal(https.Length > 0 ? "https" : "http", said.Groups[1].Value);
            Assert.Equal(https.Length > 0, File.Exists(said.Groups[3].Value));

            using Process kill = Process.Start("kill", [signal, emulator.Id.ToString(CultureInfo.InvariantCulture)]);
            await emulator.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

            Assert.Equal(0, emulator.ExitCode);
            Assert.False(File.Exists(said.Groups[3].Value));
            Assert.Empty(await emulator.StandardOutput.ReadToEndAsync());
            Assert.Empty(await emulator.StandardError.ReadToEndAsync());
        }
        finally
        {
            emulator.Kill(); // no effect if it has already exited
        }
    }

    private static string[] Options(string https) => https.Length > 0 ? [https] : [];
}
