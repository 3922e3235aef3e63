using System;
using System.Collections.Generic;
using System.Linq;

namespace EssReminds.Runs;

/// <summary>The texts of an action's errors: the action's own where it has one, otherwise the general one.</summary>
internal sealed class ErrorTexts
{
    /// <summary>The general texts, named by error id.</summary>
    public static readonly ErrorTexts General = new();

    private readonly Dictionary<string, string> _own;

    /// <param name="own">The names of the action's own texts, by error id or by the name of the general text.</param>
    public ErrorTexts(params (string ErrorId, string Text)[] own) =>
        _own = own.ToDictionary(entry => entry.ErrorId, entry => entry.Text, StringComparer.Ordinal);

    /// <summary>The name of the text for an error id, or for another general text.</summary>
    public string Of(string errorId) => _own.TryGetValue(errorId, out string? text) ? text : errorId;
}
