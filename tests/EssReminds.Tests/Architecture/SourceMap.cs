using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;

namespace EssReminds.Tests.Architecture;

/// <summary>Which file of an assembly's sources uses which: from the compiled types, whose files are found by their declarations.</summary>
internal sealed partial class SourceMap
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    private readonly Dictionary<string, string> _fileOfType = new(StringComparer.Ordinal);
    private readonly Assembly _assembly;
    private readonly Dictionary<Type, HashSet<Type>> _uses = [];

    /// <param name="assembly">The compiled types.</param>
    /// <param name="source">The folder of their sources.</param>
    public SourceMap(Assembly assembly, string source)
    {
        _assembly = assembly;
        foreach (string path in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories))
        {
            string file = Path.GetRelativePath(source, path).Replace('\\', '/');
            if (file.StartsWith("obj/", StringComparison.Ordinal) || file.StartsWith("bin/", StringComparison.Ordinal)) continue;
            Files.Add(file);
            string text = File.ReadAllText(path);
            string ns = NamespaceLine().Match(text).Groups[1].Value;
            foreach (Match type in TypeLine().Matches(text)) _fileOfType[ns + "." + type.Groups[1].Value] = file;
        }

        foreach (Type type in assembly.GetTypes())
            if (FileOfOrNull(type) is not null) _uses[type] = [.. UsesOf(type).SelectMany(Parts).Select(Outermost)];

        Arrows = [.. (from pair in _uses
                      from used in pair.Value
                      where used.Assembly == assembly && FileOfOrNull(used) is not null
                      let arrow = (From: FileOf(pair.Key), To: FileOf(used))
                      where arrow.From != arrow.To
                      select arrow).Distinct()];
    }

    /// <summary>Paths below the source folder, with slashes.</summary>
    public List<string> Files { get; } = [];

    public IReadOnlyList<(string From, string To)> Arrows { get; }

    public IEnumerable<Type> PublicTypes => _assembly.GetExportedTypes().Where(type => !type.IsNested);

    /// <summary>The first folder of a file's path.</summary>
    public static string RoomOf(string file) => file.Split('/')[0];

    public string FileOf(Type type) => FileOfOrNull(type) ?? throw new InvalidOperationException("No source declares " + type);

    /// <summary>The files with a type that uses one of another assembly.</summary>
    public IEnumerable<string> FilesThatUse(string assembly) =>
        _uses.Where(pair => pair.Value.Any(used => used.Assembly.GetName().Name == assembly)).Select(pair => FileOf(pair.Key)).Distinct();

    private string? FileOfOrNull(Type type)
    {
        Type outer = Outermost(type);
        return _fileOfType.GetValueOrDefault(outer.Namespace + "." + outer.Name.Split('`')[0]);
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : type.IsConstructedGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)]
        : [type];

    private static IEnumerable<Type> UsesOf(Type type)
    {
        const BindingFlags all = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static
            | BindingFlags.Public | BindingFlags.NonPublic;
        if (type.BaseType is { } parent) yield return parent;
        foreach (Type contract in type.GetInterfaces()) yield return contract;
        foreach (FieldInfo field in type.GetFields(all)) yield return field.FieldType;
        foreach (CustomAttributeData attribute in type.GetCustomAttributesData()) yield return attribute.AttributeType;
        foreach (MethodBase method in type.GetMethods(all).Concat<MethodBase>(type.GetConstructors(all)))
        {
            if (method is MethodInfo { ReturnType: { } result }) yield return result;
            foreach (ParameterInfo parameter in method.GetParameters()) yield return parameter.ParameterType;
            foreach (Type used in UsesOfBody(method)) yield return used;
        }
    }

    private static IEnumerable<Type> UsesOfBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (LocalVariableInfo local in body.LocalVariables) yield return local.LocalType;
        foreach (ExceptionHandlingClause clause in body.ExceptionHandlingClauses)
            if (clause.Flags == ExceptionHandlingClauseOptions.Clause) yield return clause.CatchType!;

        byte[] code = body.GetILAsByteArray()!;
        Type[]? typeArguments = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int at = 0; at < code.Length;)
        {
            OpCode op = code[at] == 0xFE ? OpCodesByValue[(short)(0xFE00 | code[at + 1])] : OpCodesByValue[code[at]];
            at += op.Size;
            if (op.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                MemberInfo member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!;
                if ((member as Type ?? member.DeclaringType) is { } used) yield return used;
                if (member is MethodBase { IsGenericMethod: true } call)
                    foreach (Type argument in call.GetGenericArguments()) yield return argument;
            }

            at += op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^(?:public |internal |sealed |static |abstract |readonly |ref |partial )*"
        + @"(?:class|struct|interface|enum|record|delegate \S+) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TypeLine();
}
