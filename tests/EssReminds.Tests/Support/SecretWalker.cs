using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace EssReminds.Tests.Support;

/// <summary>
/// Looks for secrets in objects in every way in which an engine, a serializer or a debugger could show them, and reports
/// where it found one.
/// </summary>
internal sealed partial class SecretWalker(params string[] secrets)
{
    private const BindingFlags Public = BindingFlags.Instance | BindingFlags.Public;
    private const BindingFlags All = Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private const int ExportCliXmlDepth = 2;
    private const int DeepEnough = 8;
    private const int Lost = 100_000;

    /// <summary>Namespaces whose objects lead from anything to everything, and which nobody prints.</summary>
    private static readonly string[] Machinery =
        [
            "System.Reflection", "System.Globalization", "System.Threading", "System.Net", "System.IO",
            "System.Management.Automation.Language", "System.Management.Automation.Runspaces", "Microsoft",
        ];

    private readonly byte[][] _bytes = [.. secrets.Select(Encoding.UTF8.GetBytes)];
    private readonly HashSet<object> _visited = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _found = [];

    public IReadOnlyList<string> Search(string name, object? root)
    {
        int before = _found.Count;
        Walk(name, root, 0);
        if (root is not null)
        {
            Text(name + " as CliXml", PSSerializer.Serialize(root, ExportCliXmlDepth));
            Text(name + " as JSON", Json(root));
        }

        return [.. _found.Skip(before)];
    }

    private void Walk(string path, object? value, int depth)
    {
        if (value is null) return;
        if (value is string or char or bool or Enum or Uri or DateTime or DateTimeOffset || value.GetType().IsPrimitive)
        {
            Text(path, value.ToString());
            return;
        }

        if (value is byte[] bytes)
        {
            if (_bytes.Any(secret => bytes.AsSpan().IndexOf(secret) >= 0)) _found.Add(path);
            return;
        }

        if (depth > DeepEnough || IsMachinery(value) || (!value.GetType().IsValueType && !_visited.Add(value))) return;
        if (_visited.Count > Lost) throw new InvalidOperationException("The walk has lost its way at " + path);
        if (value is char[] characters) Text(path, new string(characters));
        Text(path + ".ToString()", Try(value.ToString));
        DebuggerDisplay(path, value);

        if (value is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                Walk(path + ".Keys", entry.Key, depth + 1);
                Walk($"{path}[{entry.Key}]", entry.Value, depth + 1);
            }
        }
        else if (value is IEnumerable items and not PSObject)
        {
            int i = 0;
            foreach (object? item in items) Walk($"{path}[{i++}]", item, depth + 1);
        }

        Members(path, value, depth);
    }

    private void Members(string path, object value, int depth)
    {
        Type type = value.GetType();
        foreach (PropertyInfo property in type.GetProperties(Public))
        {
            if (property.GetIndexParameters().Length == 0 && property.CanRead)
                Walk(path + "." + property.Name, Try(() => property.GetValue(value)), depth + 1);
        }

        foreach (FieldInfo field in type.GetFields(Public)) Walk(path + "." + field.Name, field.GetValue(value), depth + 1);
        foreach (PSPropertyInfo property in PSObject.AsPSObject(value).Properties)
            Walk(path + "!" + property.Name, Try(() => property.Value), depth + 1);

        // A debugger shows more of our own types than what is public.
        if (type.Assembly == typeof(EssException).Assembly || type.Assembly == typeof(SecretWalker).Assembly) Private(path, value, depth);
        if (value is Task task && type.GetProperty("Result") is { } result && task.IsCompletedSuccessfully)
            Walk(path + ".Result", result.GetValue(task), depth + 1);
    }

    private void Private(string path, object value, int depth)
    {
        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(All).Where(IsShown)) Walk(path + "." + field.Name, field.GetValue(value), depth + 1);
            foreach (PropertyInfo property in type.GetProperties(All)
                .Where(p => IsShown(p) && p.CanRead && p.GetIndexParameters().Length == 0))
                Walk(path + "." + property.Name, Try(() => property.GetValue(value)), depth + 1);
        }
    }

    private void DebuggerDisplay(string path, object value)
    {
        IEnumerable<DebuggerDisplayAttribute> displays = value.GetType().GetCustomAttributes<DebuggerDisplayAttribute>();
        foreach (Match member in displays.SelectMany(display => Braces().Matches(display.Value)))
        {
            string name = member.Groups[1].Value;
            for (Type? type = value.GetType(); type is not null; type = type.BaseType)
            {
                if (type.GetProperty(name, All) is { } property)
                    Text(path + " in a debugger", Try(() => property.GetValue(value))?.ToString());
                if (type.GetField(name, All) is { } field) Text(path + " in a debugger", field.GetValue(value)?.ToString());
            }
        }
    }

    private void Text(string path, string? text)
    {
        foreach (string secret in secrets)
        {
            int at = text?.IndexOf(secret, StringComparison.Ordinal) ?? -1;
            if (at >= 0) _found.Add($"{path}: …{text!.Substring(Math.Max(0, at - 60), at - Math.Max(0, at - 60))}[{secret}]");
        }
    }

    private static string? Json(object root)
    {
        try
        {
            return JsonSerializer.Serialize(root is PSObject wrapped ? wrapped.BaseObject : root);
        }
        catch (Exception e) when (e is NotSupportedException or JsonException or InvalidOperationException)
        {
            return null; // such as an exception, which holds its method; the walk has searched it anyway
        }
    }

    private static T? Try<T>(Func<T> get)
    {
        try
        {
            return get();
        }
        catch (Exception)
        {
            return default; // a property that throws shows nothing
        }
    }

    private static bool IsShown(MemberInfo member) =>
        member.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State != DebuggerBrowsableState.Never;

    private static bool IsMachinery(object value) => value is not (Exception or Task)
        && (value is Delegate or Type or CommandInfo or PSModuleInfo
            || Machinery.Any(name => value.GetType().Namespace?.StartsWith(name, StringComparison.Ordinal) == true));

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex Braces();
}
