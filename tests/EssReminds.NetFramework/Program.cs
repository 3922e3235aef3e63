using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace EssReminds.NetFramework;

/// <summary>
/// Loads the packaged module as Windows PowerShell does, and checks the code that does not depend on PowerShell. Arguments:
/// the package's folder, and an emulator's address. Prints a line for each check that holds; the first that does not ends it.
/// </summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        try
        {
            Import(Path.GetFullPath(args[0]));
            Checks.Run(new Uri(args[1]));
            return 0;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
            return 1;
        }
    }

    // In PowerShell's order: the file, its public types, then the initializers.
    private static void Import(string package)
    {
        Assembly module = Assembly.LoadFrom(Path.Combine(package, "EssReminds.dll"));
        AppDomain.CurrentDomain.AssemblyResolve += (_, request) => new AssemblyName(request.Name).Name == "EssReminds" ? module : null;

        Type[] types = module.GetExportedTypes();
        foreach (Type type in types.Where(type => typeof(IModuleAssemblyInitializer).IsAssignableFrom(type)))
            ((IModuleAssemblyInitializer)Activator.CreateInstance(type)).OnImport();
        Console.WriteLine("import: " + types.Length + " public types on " + Environment.Version);
    }
}
