using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace EssReminds.Help.Module;

/// <summary>A cmdlet's parameters as PowerShell itself reads them from the module, so that help pages need not repeat them.</summary>
internal sealed class CmdletShape
{
    private readonly object _cmdlet;

    private CmdletShape(Type type, CmdletAttribute attribute)
    {
        _cmdlet = Activator.CreateInstance(type)!;
        Verb = attribute.VerbName;
        Noun = attribute.NounName;
        var info = new CmdletInfo(Verb + "-" + Noun, type);
        Sets = info.ParameterSets.OrderByDescending(set => set.IsDefault).Select(InDisplayOrder).ToArray();
        Outputs = info.OutputType.Select(output => output.Name).ToArray();
    }

    public string Verb { get; }

    public string Noun { get; }

    public string Name => Verb + "-" + Noun;

    /// <summary>The parameters of each set, the default set first, without the common parameters.</summary>
    public IReadOnlyList<IReadOnlyList<CommandParameterInfo>> Sets { get; }

    /// <summary>The full names of the output types.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>All parameters, each once.</summary>
    public IEnumerable<CommandParameterInfo> Parameters => Sets.SelectMany(set => set).DistinctBy(parameter => parameter.Name);

    public static IReadOnlyDictionary<string, CmdletShape> OfModule(string path) => OfModule(Assembly.LoadFrom(path));

    public static IReadOnlyDictionary<string, CmdletShape> OfModule(Assembly module)
    {
        var shapes = from type in module.GetExportedTypes()
                     let attribute = type.GetCustomAttribute<CmdletAttribute>()
                     where attribute is not null
                     select new CmdletShape(type, attribute);
        return shapes.ToDictionary(shape => shape.Name, StringComparer.Ordinal);
    }

    public CommandParameterInfo? Find(string name) =>
        Parameters.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The default value of a parameter, for people.</summary>
    public string DefaultOf(CommandParameterInfo parameter) =>
        _cmdlet.GetType().GetProperty(parameter.Name)?.GetValue(_cmdlet) switch
        {
            SwitchParameter or null when parameter.ParameterType == typeof(SwitchParameter) => "False",
            null or "" or Array { Length: 0 } => "None",
            var value => FormattableString.Invariant($"{value}"),
        };

    /// <summary>The order in PowerShell's own syntax display: positional, then mandatory, then the rest.</summary>
    private static CommandParameterInfo[] InDisplayOrder(CommandParameterSetInfo set) => set.Parameters
        .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
        .OrderBy(parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position)
        .ThenByDescending(parameter => parameter.IsMandatory)
        .ToArray();
}
