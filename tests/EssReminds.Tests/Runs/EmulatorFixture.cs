using System;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Runs;

/// <summary>A service whose faults a test chooses, and which would remind anybody again.</summary>
public abstract class EmulatorFixture : IAsyncLifetime
{
    internal EmulatorHost Emulator { get; private set; } = null!;

    internal EssConnection Connection { get; private set; } = null!;

    /// <summary>The fault of each call.</summary>
    internal Func<CallInfo, Fault?> FaultOf { get; set; } = _ => null;

    public async Task InitializeAsync()
    {
        Emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { Quota = 0, RemindersPerSigner = 9, Script = call => FaultOf(call) });
        Connection = Open();
    }

    public async Task DisposeAsync()
    {
        End();
        Connection.Close();
        await Emulator.DisposeAsync();
    }

    private protected virtual EssConnection Open() => Connections.To(Emulator);

    /// <summary>Ends what a test has left under way.</summary>
    private protected virtual void End()
    {
    }
}
