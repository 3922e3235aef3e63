using System.Collections.Generic;

namespace EssReminds.Help.Sources;

/// <summary>The content of a cmdlet's help page, as plain text.</summary>
internal sealed class CmdletHelp
{
    public required string Name { get; init; }
    public required string Synopsis { get; init; }
    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>The parameters, in the order of the page.</summary>
    public required IReadOnlyList<HelpEntry> Parameters { get; init; }

    public required IReadOnlyList<HelpEntry> Inputs { get; init; }
    public required IReadOnlyList<HelpEntry> Outputs { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }
    public required IReadOnlyList<HelpExample> Examples { get; init; }
    public required IReadOnlyList<HelpLink> Links { get; init; }
}

/// <summary>The description of a parameter, or of an input or output type.</summary>
internal sealed record HelpEntry(string Name, IReadOnlyList<string> Description);

/// <summary>An example: its code, its output (may be empty), and remarks.</summary>
internal sealed record HelpExample(string Title, string Code, string Output, IReadOnlyList<string> Remarks);

/// <summary>A link; its address is empty for a link to another topic.</summary>
internal sealed record HelpLink(string Text, string Address);
