using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds.Commands;

/// <summary>
/// Makes ids of whatever is piped to a cmdlet or given as its parameter: strings, a line an id; anything with a property, key or
/// column of the parameter's name; collections of these. Nothing else is turned into a text.
/// </summary>
internal sealed class IdInput
{
    /// <summary>So many objects in a row without an id are no slip in the data: the command is wrong.</summary>
    private const int MostWithoutId = 100;

    /// <summary>Deeper than data is nested, and shallow enough for a list that contains itself.</summary>
    private const int DeepestNesting = 16;

    private readonly PSCmdlet _cmdlet;
    private readonly string[] _names;
    private readonly Action<string, bool> _take;
    private readonly Action<RunStream, Action> _tell;
    private readonly bool _isNamed;
    private readonly bool _isPiped;
    private readonly HashSet<string> _kindsWithoutId = new(StringComparer.Ordinal);
    private readonly List<IdMissing> _unreported = []; // until an id has come
    private bool _hasIds;
    private bool _isNoCsv; // an id has come, or the advice has been given
    private int _withoutId;
    private int _emptyIds; // objects that have the property, or for which the script block was called, and nothing in it

    /// <param name="cmdlet">The cmdlet, in BeginProcessing.</param>
    /// <param name="take">Takes each id, and whether it is valid.</param>
    /// <param name="tell">Writes to a stream at a time when the end of the pipeline loses nothing.</param>
    /// <param name="names">The parameter that takes the ids, and other names that a property or key may have.</param>
    public IdInput(PSCmdlet cmdlet, Action<string, bool> take, Action<RunStream, Action> tell, params string[] names)
    {
        _cmdlet = cmdlet;
        _take = take;
        _tell = tell;
        _names = names;
        // Bound before the first object comes, as an argument or a script block: what comes of it is named as the id.
        _isNamed = cmdlet.MyInvocation.BoundParameters.ContainsKey(names[0]);
        _isPiped = cmdlet.MyInvocation.ExpectingInput;
    }

    /// <summary>The number of ids, where it is known beforehand.</summary>
    public static int? Total(PSCmdlet cmdlet, PSObject? value) =>
        cmdlet.MyInvocation.ExpectingInput ? null : value?.BaseObject is ICollection ids ? ids.Count : 1;

    /// <summary>Takes what the parameter is bound to: an object of the pipeline, the result of a script block, or the argument.</summary>
    [MethodImpl(HotPath.Optimized)]
    public void Read(PSObject? value)
    {
        if (value?.BaseObject is string text) Take(text, _isNamed);
        else Read(value, _isNamed, 0);
    }

    /// <summary>Says so where nothing came; after the last object.</summary>
    public void Complete()
    {
        Report();
        if (_withoutId > 0) _cmdlet.WriteVerbose(Texts.Format("ObjectsWithoutId", _withoutId));
        if (_emptyIds > 0) _tell(RunStream.Warning, () => _cmdlet.WriteWarning(Texts.Format("EmptyIds", _emptyIds)));
        else if (!_hasIds && _withoutId == 0) _tell(RunStream.Warning, () => _cmdlet.WriteWarning(Texts.Get("NoFlowId")));
    }

    /// <param name="value">What came.</param>
    /// <param name="isId">Whether it is named as the id, so that a number or Guid is one.</param>
    /// <param name="depth">How many collections and properties it was found in.</param>
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
            _isNoCsv = true;
            Hand(text, true);
            return;
        }

        bool isEmpty = true;
        foreach (string id in FlowIds.Read(text))
        {
            isEmpty = false;
            bool isValid = FlowIds.IsValid(id);
            if (isValid) _isNoCsv = true;
            else if (!_isNoCsv && !(isId && _isPiped)) AdviseCsv(id);
            Hand(id, isValid);
        }

        if (isEmpty) Empty(isId);
    }

    /// <summary>A whole CSV file came as text: says once how its ids are read, before the errors about its lines.</summary>
    private void AdviseCsv(string line)
    {
        if (CsvLine.CommandFor(line, _names, _cmdlet.MyInvocation.MyCommand.Name) is not { } command) return;
        _isNoCsv = true;
        _tell(RunStream.Warning, () => _cmdlet.WriteWarning(Texts.Format("CsvAsText", Printable.Text(command))));
    }

    /// <summary>Blank lines and $null among ids are nothing; an object whose id is empty may be a contract that is forgotten.</summary>
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

    /// <summary>An object without an id: one error for each kind of object, and the end where nothing else has come.</summary>
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
        _unreported.Clear(); // first: the first error may be the last that may be written
        foreach (IdMissing error in errors) _tell(RunStream.Error, () => _cmdlet.WriteError(error.Error("")));
    }

    /// <summary>The text of a value that has only one: a number or a Guid. Others have none.</summary>
    private string? TextOf(object value, object item) => item switch
    {
        // As it was typed: 007 stays what it is.
        byte or sbyte or short or ushort or int or uint or long or ulong or decimal or float or double
            when _isNamed && value is PSObject => value.ToString(),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        Enum => null,
        IFormattable or char => Convert.ToString(item, CultureInfo.InvariantCulture),
        _ => null,
    };
}
