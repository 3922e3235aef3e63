using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Emulator;

namespace EssReminds.Tests.Support;

/// <summary>Connections to an emulator without a session around them, whose waits pass at once.</summary>
internal static class Connections
{
    public static EssConnection To(EmulatorHost emulator)
    {
        EssConnection connection = EssConnection.Open(
            new ConnectionSettings { Endpoint = emulator.Address, RequestsPerSecond = 100_000 },
            Callers.OfEss(Vectors.Operator),
            new FixedCredentialSource("Test", Vectors.Key(Shell.AccountOf(emulator), EmulatorKeys.SecretKey)));
        connection.Clock = new LeapingClock();
        return connection;
    }
}
