using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace EssReminds.Commands;

/// <summary>Looks up names and values in an object, be they properties, dictionary keys or CSV columns.</summary>
internal static class IdProperties
{
    /// <summary>The first non-null value under any of the names; false where the object has none of the names.</summary>
    public static bool TryFind(object value, string[] names, out object? found)
    {
        found = null;
        bool has = false;
        foreach (string name in names)
        {
            if (!TryGet(value, name, out object? one)) continue;
            has = true;
            found = one;
            if (one is not null and not DBNull) return true;
        }

        return has;
    }

    /// <summary>Whether the object is a dictionary, and so not a collection of ids although it can be enumerated.</summary>
    public static bool AreKeys(object item) => item is IDictionary or IEnumerable<KeyValuePair<string, object?>>;

    /// <summary>All names, in the object's order.</summary>
    public static IEnumerable<string> Names(object value) => Keys(value) is { } keys
        ? keys.Select(pair => pair.Key)
        : PSObject.AsPSObject(value).Properties.Select(property => property.Name);

    /// <summary>The value under a name if it is text that can be read without running any code of the object (a note property).</summary>
    public static string? Text(object value, string name)
    {
        if (Keys(value) is { } keys) return keys.FirstOrDefault(pair => pair.Key == name).Value as string;
        return PSObject.AsPSObject(value).Properties[name] is { MemberType: PSMemberTypes.NoteProperty, Value: string text } ? text : null;
    }

    private static bool TryGet(object value, string name, out object? found)
    {
        found = null;
        if (Keys(value) is { } keys)
        {
            foreach (KeyValuePair<string, object?> pair in keys)
            {
                if (!string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)) continue;
                found = pair.Value;
                return true;
            }
        }

        try
        {
            if (PSObject.AsPSObject(value).Properties[name] is not { IsGettable: true } property) return false;
            found = property.Value;
            return true;
        }
        catch (RuntimeException)
        {
            return false; // the getter failed
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>>? Keys(object value) =>
        (value is PSObject wrapper ? wrapper.BaseObject : value) switch
        {
            IDictionary table => Keys(table),
            IEnumerable<KeyValuePair<string, object?>> pairs => pairs, // ExpandoObject
            _ => null,
        };

    private static IEnumerable<KeyValuePair<string, object?>> Keys(IDictionary table)
    {
        foreach (DictionaryEntry entry in table)
            if ((entry.Key is PSObject wrapper ? wrapper.BaseObject : entry.Key) is string key) yield return new(key, entry.Value);
    }
}
