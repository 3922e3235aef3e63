using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace EssReminds.Commands;

/// <summary>The names and values that an object has, whether it calls them properties, keys or columns.</summary>
internal static class IdProperties
{
    /// <summary>The value of the first of these names that the object has; false where it has none of them.</summary>
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

    /// <summary>Whether an object's names are keys, so that it is no collection of ids.</summary>
    public static bool AreKeys(object item) => item is IDictionary or IEnumerable<KeyValuePair<string, object?>>;

    /// <summary>Every name, in the object's order.</summary>
    public static IEnumerable<string> Names(object value) => Keys(value) is { } keys
        ? keys.Select(pair => pair.Key)
        : PSObject.AsPSObject(value).Properties.Select(property => property.Name);

    /// <summary>The text of a name's value, where it can be had without running code of the object's.</summary>
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
            return false; // a property that cannot be read
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
