using System;
using System.Collections.Generic;

namespace EssReminds;

/// <summary>
/// The outcomes of reminding a flow or group. They are strings because PowerShell serializes an enumeration as its number in CliXml, JSON
/// and remote sessions, where that means nothing.
/// </summary>
public static class RemindOutcome
{
    /// <summary>Every signer that the service names was reminded.</summary>
    public const string Reminded = nameof(Reminded);

    /// <summary>Some signers were reminded, others not.</summary>
    public const string PartlyReminded = nameof(PartlyReminded);

    /// <summary>The service answered, and reminded nobody: see RemindMessage for why.</summary>
    public const string NotReminded = nameof(NotReminded);

    /// <summary>The call was refused or never made, so nobody was reminded: safe to send again.</summary>
    public const string Failed = nameof(Failed);

    /// <summary>Perhaps carried out: sending it again may remind people twice.</summary>
    public const string Unknown = nameof(Unknown);

    private static readonly string[] Names = [Reminded, PartlyReminded, NotReminded, Failed, Unknown];

    /// <summary>Every outcome; best first.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The index of an outcome in <see cref="All"/>; -1 for any other text.</summary>
    internal static int IndexOf(string? outcome) => Array.IndexOf(Names, outcome);
}
