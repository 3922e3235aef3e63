using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class EmulatorProcessTests
{
    [TheoryOnUnix]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task The_process_tells_its_address_in_one_line_and_ends_cleanly(string signal)
    {
        using Process emulator = Process.Start(new ProcessStartInfo("dotnet", [typeof(EmulatorHost).Assembly.Location, "--port", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            string line = (await emulator.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)))!;
            Assert.Matches(@"^ESS emulator listening on http://127\.0\.0\.1:[0-9]+  \(SecretId \w+, SecretKey \w+\)$", line);

            using Process kill = Process.Start("kill", [signal, emulator.Id.ToString(CultureInfo.InvariantCulture)]);
            await emulator.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

            Assert.Equal(0, emulator.ExitCode);
            Assert.Empty(await emulator.StandardOutput.ReadToEndAsync());
            Assert.Empty(await emulator.StandardError.ReadToEndAsync());
        }
        finally
        {
            emulator.Kill(); // nothing happens where it has ended
        }
    }
}
