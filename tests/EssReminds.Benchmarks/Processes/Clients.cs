using System;
using EssReminds.Benchmarks.Client;
using EssReminds.Emulator;

namespace EssReminds.Benchmarks.Processes;

/// <summary>The options shared by all clients of an emulator.</summary>
internal static class Clients
{
    public static ClientOptions Of(ClientWork work, Uri emulator, int ids) => new()
    {
        Work = work,
        Module = Checkout.Module,
        Endpoint = emulator.AbsoluteUri,
        SecretId = EmulatorKeys.SecretId,
        SecretKey = EmulatorKeys.SecretKey,
        Ids = ids,
    };
}
