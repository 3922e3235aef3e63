using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>
/// Turns pipeline objects and arguments into ids: strings, one id a line; anything with a property, key or column of the parameter's
/// name; collections of these. Nothing else is converted to text.
/// </summary>
internal sealed class IdInput
{
    /// <summary>After this many objects without a single id the command is wrong, not the data.</summary>
    private const int MostWithoutId = 100;

    /// <summary>Deeper than real data nests, and a limit for a list that contains itself.</summary>
    private const int DeepestNesting = 16;

    /// <summary>What files that the cmdlets' records were exported to have above their column of ids.</summary>
    private static readonly HashSet<string> Headers =
        new(["FlowId", "FlowIds", "FlowGroupId", "FlowGroupIds"], StringComparer.OrdinalIgnoreCase);

    private static readonly int LongestHeader = Headers.Max(header => header.Length);

    private readonly PSCmdlet _cmdlet;
    private readonly string[] _names;
    private readonly Action<string, bool> _take;
    private readonly Action<RunStream, Action> _tell;
    private readonly bool _isNamed;
    private readonly bool _isPiped;
    private readonly HashSet<string> _kindsWithoutId = new(StringComparer.Ordinal);
    private readonly List<IdMissing> _unreported = []; // held back until the first id arrives
    private bool _hasIds;
    private bool _isAdvised; // an id has come, too: the ids are read as they should be
    private int _withoutId;
    private int _emptyIds; // objects whose id property is empty, or for which the script block returned nothing

    /// <param name="cmdlet">The cmdlet, in BeginProcessing.</param>
    /// <param name="take">Receives each id, and whether it is valid.</param>
    /// <param name="tell">Writes to a stream at a point where nothing is lost if that ends the pipeline.</param>
    /// <param name="names">The parameter that takes the ids, then its other names as a property or key.</param>
    public IdInput(PSCmdlet cmdlet, Action<string, bool> take, Action<RunStream, Action> tell, params string[] names)
    {
        _cmdlet = cmdlet;
        _take = take;
        _tell = tell;
        _names = names;
        // Bound in BeginProcessing already, so an argument or a script block: its result is meant as the id.
        _isNamed = cmdlet.MyInvocation.BoundParameters.ContainsKey(names[0]);
        _isPiped = cmdlet.MyInvocation.ExpectingInput;
    }

    /// <summary>The number of ids; null where it is not known beforehand.</summary>
    public static int? Total(PSCmdlet cmdlet, PSObject? value) =>
        cmdlet.MyInvocation.ExpectingInput ? null : value?.BaseObject is ICollection ids ? ids.Count : 1;

    /// <summary>Reads what the parameter is bound to: a pipeline object, a script block's result, or the argument.</summary>
    [MethodImpl(HotPath.Optimized)]
    public void Read(PSObject? value)
    {
        if (value?.BaseObject is string text) Take(text, _isNamed);
        else Read(value, _isNamed, 0);
    }

    /// <summary>Called after the last object: reports objects without ids, and warns if there was no id at all.</summary>
    public void Complete()
    {
        Report();
        if (_withoutId > 0) _cmdlet.WriteVerbose(Texts.Format("ObjectsWithoutId", _withoutId));
        if (_emptyIds > 0) _tell(RunStream.Warning, () => _cmdlet.WriteWarning(Texts.Format("EmptyIds", _emptyIds)));
        else if (!_hasIds && _withoutId == 0) _tell(RunStream.Warning, () => _cmdlet.WriteWarning(Texts.Get("NoFlowId")));
    }

    /// <param name="value">The object.</param>
    /// <param name="isId">Whether it was given as the id, so that a number or Guid counts as one.</param>
    /// <param name="depth">How many collections and properties it was nested in.</param>
    private void Read(object? value, bool isId, int depth)
    {
        object? item = value is PSObject wrapper ? wrapper.BaseObject : value;
        if (item is null or DBNull) Empty(isId);
        else if (item is string text) Take(text, isId);
        else if (isId && TextOf(value!, item) is { } id) Take(id, isId);
        else if (depth == DeepestNesting) Miss(value!);
        else if (IdProperties.TryFind(value!, _names, out object? found)) Read(found, isId: true, depth + 1);
        else if (!IdProperties.AreKeys(item) && LanguagePrimitives.GetEnumerator(item) is { } elements)
            while (elements.MoveNext()) Read(elements.Current, isId, depth + 1);
        else Miss(value!);
    }

    [MethodImpl(HotPath.Optimized)]
    private void Take(string text, bool isId)
    {
        if (FlowIds.IsValid(text))
        {
            if (text.Length <= LongestHeader && SkipHeader(text, isId)) return;
            _isAdvised = true;
            Hand(text, true);
            return;
        }

        bool isEmpty = true;
        foreach (string id in FlowIds.Read(text))
        {
            isEmpty = false;
            bool isValid = FlowIds.IsValid(id);
            if (isValid && id.Length <= LongestHeader && SkipHeader(id, isId)) continue;
            if (isValid) _isAdvised = true;
            else if (!_isAdvised && !(isId && _isPiped)) Advise(text, id);
            Hand(id, isValid);
        }

        if (isEmpty) Empty(isId);
    }

    /// <summary>Leaves out the header of a file with one column that came as text, and warns.</summary>
    private bool SkipHeader(string text, bool isId)
    {
        if ((isId && _isPiped) || !Headers.Contains(text)) return false;
        _tell(RunStream.Warning, () => _cmdlet.WriteWarning(Texts.Format("HeaderSkipped", text)));
        return true;
    }

    /// <summary>Lines with several fields came as text: says once how their ids are read, before the errors about the lines.</summary>
    private void Advise(string text, string id)
    {
        string line = FlowIds.Lines(text).First(line => FlowIds.Trim(line) == id); // with the quotes around its fields
        if (CsvLine.AdviceFor(line, _names, _cmdlet.MyInvocation.MyCommand.Name, _isPiped) is not { } advice) return;
        _isAdvised = true;
        _tell(RunStream.Warning, () => _cmdlet.WriteWarning(advice));
    }

    /// <summary>
    /// Blank lines and $null among ids are ignored; an object with an empty id may be a contract nobody reminds, so it is counted.
    /// </summary>
    private void Empty(bool isId)
    {
        if (isId && _isPiped) _emptyIds++;
    }

    [MethodImpl(HotPath.Optimized)]
    private void Hand(string id, bool isValid)
    {
        if (!_hasIds)
        {
            _hasIds = true;
            Report();
        }

        _take(id, isValid);
    }

    /// <summary>
    /// An object without an id: one error per kind of object; a terminating one if no id has come and there are too many.
    /// </summary>
    private void Miss(object value)
    {
        var missing = new IdMissing(value, _names[0], _cmdlet.MyInvocation.MyCommand.Name);
        if (_kindsWithoutId.Add(missing.Kind)) _unreported.Add(missing);
        _withoutId++;
        if (_hasIds)
        {
            Report();
        }
        else if (_withoutId == MostWithoutId)
        {
            IdMissing first = _unreported[0];
            _unreported.RemoveAt(0);
            Report();
            _cmdlet.ThrowTerminatingError(first.Error(Texts.Format("NoneHasId", MostWithoutId)));
        }
    }

    private void Report()
    {
        if (_unreported.Count == 0) return;
        IdMissing[] errors = [.. _unreported];
        _unreported.Clear(); // first, since writing the first error may end the pipeline
        foreach (IdMissing error in errors) _tell(RunStream.Error, () => _cmdlet.WriteError(error.Error("")));
    }

    /// <summary>The text of a value with a single obvious text form, such as a number or Guid; null for others.</summary>
    private string? TextOf(object value, object item) => item switch
    {
        // A number literal keeps its source text in PSObject: 007 stays 007.
        byte or sbyte or short or ushort or int or uint or long or ulong or decimal or float or double
            when _isNamed && value is PSObject => value.ToString(),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        Enum => null,
        IFormattable or char => Convert.ToString(item, CultureInfo.InvariantCulture),
        _ => null,
    };
}
