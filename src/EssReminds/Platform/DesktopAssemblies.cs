using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace EssReminds.Platform;

/// <summary>
/// The assemblies in <c>desktop/</c> beside the module, which .NET Framework lacks. They ask for one another in versions that
/// are not the ones there, and powershell.exe has no binding redirects: whoever asks for one by name gets the one there is.
/// </summary>
internal static class DesktopAssemblies
{
    private static readonly Dictionary<string, AssemblyName> Known = Find();

    public static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        var wanted = new AssemblyName(request.Name);
        // One that wants a newer version is somebody else's, and somebody else may have it.
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
