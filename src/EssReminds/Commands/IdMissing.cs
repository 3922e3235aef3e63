using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;
using EssReminds.Records;

namespace EssReminds.Commands;

/// <summary>The error for an object without an id: it lists the properties found and suggests a command that would work.</summary>
internal sealed class IdMissing
{
    private const int MostNames = 50;

    private readonly object _value;
    private readonly string _parameter;
    private readonly string _cmdlet;
    private readonly string _type;
    private readonly string[] _names;

    /// <param name="value">The object.</param>
    /// <param name="parameter">The parameter that takes the ids.</param>
    /// <param name="cmdlet">The cmdlet's name.</param>
    public IdMissing(object value, string parameter, string cmdlet)
    {
        _value = value;
        _parameter = parameter;
        _cmdlet = cmdlet;
        var view = PSObject.AsPSObject(value);
        _type = (view.TypeNames.Count > 0 ? view.TypeNames[0] : view.BaseObject.GetType().FullName!).Split('[')[0];
        _names = [.. IdProperties.Names(value).Take(MostNames)];
    }

    /// <summary>Objects of the same kind (type and property names) share one error.</summary>
    public string Kind => _type + "\n" + string.Join("\n", _names);

    /// <param name="more">Text to append to the message.</param>
    public ErrorRecord Error(string more)
    {
        string names = _names.Length > 0 ? Printable.Excerpt(string.Join(Texts.Get("ListSeparator"), _names)) : Texts.Get("NoProperties");
        EssException error = EssException.Of(_parameter + "Missing", _parameter, Printable.Excerpt(_type), names, Example(), more);
        return ErrorRecords.Of(error, _value);
    }

    /// <summary>A command that would work for this object.</summary>
    private string Example()
    {
        object item = PSObject.AsPSObject(_value).BaseObject;
        if (item is FileInfo) return $"… | Get-Content | {_cmdlet}";
        if (item is Guid or sbyte or byte or short or ushort or int or uint or long or ulong)
            return $"… | {_cmdlet} -{_parameter} {{ $_ }}";
        if (item is FileSystemInfo or IConvertible or IFormattable
            || _names.Length == 0
            || (item is IEnumerable && !IdProperties.AreKeys(item)))
            return $"Get-Content ids.txt | {_cmdlet}";
        return $"… | {_cmdlet} -{_parameter} {{ $_.{ColumnNames.InScript(LikeliestName())} }}";
    }

    private string LikeliestName() =>
        _names.FirstOrDefault(name => IdProperties.Text(_value, name) is { Length: 32 } text && FlowIds.IsValid(text))
        ?? ColumnNames.LikeliestId(_names);
}
