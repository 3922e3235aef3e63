using System.Collections.Generic;

namespace EssReminds.Help.Sources;

/// <summary>What a page says of a cmdlet, in plain text.</summary>
internal sealed class CmdletHelp
{
    public required string Name { get; init; }
    public required string Synopsis { get; init; }
    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>In the order of the page.</summary>
    public required IReadOnlyList<HelpEntry> Parameters { get; init; }

    public required IReadOnlyList<HelpEntry> Inputs { get; init; }
    public required IReadOnlyList<HelpEntry> Outputs { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }
    public required IReadOnlyList<HelpExample> Examples { get; init; }
    public required IReadOnlyList<HelpLink> Links { get; init; }
}

/// <summary>A parameter, or a type of the input or the output.</summary>
internal sealed record HelpEntry(string Name, IReadOnlyList<string> Description);

/// <summary>An example: code to type, what comes out of it (or nothing), and remarks.</summary>
internal sealed record HelpExample(string Title, string Code, string Output, IReadOnlyList<string> Remarks);

/// <summary>A link; one to another topic has no address.</summary>
internal sealed record HelpLink(string Text, string Address);
