using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace EssReminds.Platform;

/// <summary>
/// Resolves the assemblies in <c>desktop/</c> beside the module, which .NET Framework lacks. They reference each other in versions other
/// than the ones shipped, and powershell.exe has no binding redirects: a request by name gets the version that is there.
/// </summary>
internal static class DesktopAssemblies
{
    private static readonly Dictionary<string, AssemblyName> Known = Find();

    public static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        var wanted = new AssemblyName(request.Name);
        // A request for a newer version comes from another module, which may bring that version itself.
        bool isHere = Known.TryGetValue(wanted.Name, out AssemblyName found) && (wanted.Version is null || wanted.Version <= found.Version);
        return isHere ? Assembly.LoadFrom(new Uri(found.CodeBase).LocalPath) : null;
    }

    private static Dictionary<string, AssemblyName> Find()
    {
        var known = new Dictionary<string, AssemblyName>(StringComparer.OrdinalIgnoreCase);
        string folder = Path.Combine(Path.GetDirectoryName(typeof(DesktopAssemblies).Assembly.Location)!, "desktop");
        foreach (string file in Directory.GetFiles(folder, "*.dll"))
        {
            AssemblyName name = AssemblyName.GetAssemblyName(file);
            known[name.Name] = name;
        }

        return known;
    }
}
