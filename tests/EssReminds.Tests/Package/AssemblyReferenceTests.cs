using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using EssReminds.Commands;
using Xunit;

namespace EssReminds.Tests.Package;

/// <summary>Everything that the package's assemblies reference exists in the oldest supported PowerShell of each edition.</summary>
public class AssemblyReferenceTests
{
    /// <summary>What .NET 8 and PowerShell 7.4 offer a netstandard2.0 module. Their own references are not followed.</summary>
    private static readonly Dictionary<string, Version> PowerShell74 = new()
    {
        ["netstandard"] = new(2, 1, 0, 0),
        ["System.Management.Automation"] = new(7, 4, 0, 0),
        ["System.Text.Json"] = new(8, 0, 0, 0),
        ["System.Text.Encodings.Web"] = new(8, 0, 0, 0),
        ["System.Memory"] = new(8, 0, 0, 0),
        ["System.Buffers"] = new(8, 0, 0, 0),
        ["System.Runtime.CompilerServices.Unsafe"] = new(8, 0, 0, 0),
        ["System.Threading.Tasks.Extensions"] = new(8, 0, 0, 0),
    };

    /// <summary>What .NET Framework 4.7.2 and Windows PowerShell 5.1 offer.</summary>
    private static readonly Dictionary<string, Version> WindowsPowerShell = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["System.Management.Automation"] = new(3, 0, 0, 0),
        ["mscorlib"] = new(4, 0, 0, 0),
        ["System"] = new(4, 0, 0, 0),
        ["System.Core"] = new(4, 0, 0, 0),
        ["System.Numerics"] = new(4, 0, 0, 0),
    };

    [Fact]
    public void PowerShell_7_4_has_every_assembly_that_the_module_references()
    {
        AssemblyName[] asked = [.. References(Packaged.Module)];

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Where(name => !Satisfies(PowerShell74, name)).Select(name => name.FullName));
    }

    [Fact]
    public void Windows_PowerShell_and_the_desktop_folder_have_every_assembly_that_the_module_references()
    {
        Dictionary<string, Version> desktop = Packaged.DesktopAssemblies
            .Select(AssemblyName.GetAssemblyName).ToDictionary(name => name.Name!, name => name.Version!);
        var missing = new List<string>();
        var used = new HashSet<string>();
        var open = new Queue<string>([Packaged.Module]);
        while (open.TryDequeue(out string? file))
        {
            foreach (AssemblyName name in References(file))
            {
                if (Satisfies(desktop, name))
                {
                    if (used.Add(name.Name!)) open.Enqueue(Packaged.PathOf("desktop/" + name.Name + ".dll"));
                }
                else if (!Satisfies(WindowsPowerShell, name))
                {
                    missing.Add(Path.GetFileName(file) + " asks for " + name.FullName);
                }
            }
        }

        Assert.Empty(missing);
        Assert.Equal(desktop.Keys.Order(), used.Order()); // no assembly is shipped without being used
    }

    [Fact]
    public void Types_that_Windows_PowerShell_loads_before_OnImport_need_no_desktop_assembly()
    {
        string[] desktop = [.. Packaged.DesktopAssemblies.Select(file => Path.GetFileNameWithoutExtension(file)!)];
        Type[] read = [.. typeof(ModuleLifetime).Assembly.GetExportedTypes().SelectMany(TypesToLoad).Distinct()];

        Assert.Contains(typeof(SendEssFlowReminderCommand), read);
        Assert.DoesNotContain(read, type => desktop.Contains(type.Assembly.GetName().Name));
    }

    /// <summary>The types without which a type cannot be loaded: its base types, interfaces, and value-type fields.</summary>
    private static IEnumerable<Type> TypesToLoad(Type type)
    {
        const BindingFlags All =
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        IEnumerable<Type> own =
        [
            type, .. type.GetInterfaces(),
            .. type.GetFields(All).Select(field => field.FieldType).Where(field => field.IsValueType),
        ];
        return type.BaseType is { } parent ? own.Concat(TypesToLoad(parent)) : own;
    }

    private static bool Satisfies(Dictionary<string, Version> box, AssemblyName name) =>
        box.TryGetValue(name.Name!, out Version? version) && name.Version <= version;

    private static IEnumerable<AssemblyName> References(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
    }
}
