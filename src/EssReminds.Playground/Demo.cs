using System;
using EssReminds.Emulator;

namespace EssReminds.Playground;

/// <summary>The session that is shown to whoever comes in: each command as typed, and what comes of it.</summary>
internal static class Demo
{
    private static readonly string[] Commands =
    [
        "Get-EssConnection",
        "$records = Get-Content samples/ids.txt | Send-EssFlowReminder",
        "$records | Where-Object Outcome -ne Reminded",
        "$records | Group-Object Outcome | Select-Object Count, Name",
        "$records | Where-Object Outcome -eq Failed | Send-EssFlowReminder -WhatIf",
    ];

    public static bool Show(Session session, EmulatorHost emulator)
    {
        Console.WriteLine($"The emulator stands in for the service at {emulator.Address.GetLeftPart(UriPartial.Authority)}: nobody is really reminded.");
        Console.WriteLine();
        bool success = true;
        foreach (string command in Commands)
        {
            Console.WriteLine(Session.PromptText + command);
            success &= session.Run(command);
        }

        EmulatorStats stats = emulator.Stats;
        Console.WriteLine($"The emulator saw {stats.Calls} calls, refused {stats.Refusals} of them, and reminded {stats.Reminders} signers of {stats.FlowsReminded} flows.");
        return success;
    }
}
