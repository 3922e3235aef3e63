using System;
using System.Management.Automation;

namespace EssReminds;

/// <summary>What PowerShell calls when the module comes and goes: in Windows PowerShell its assemblies must be found.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly object Lock = new(); // runspaces may import at once, and none may go on before the first has finished
    private static int _sessions;

    /// <inheritdoc/>
    public void OnImport()
    {
        if (!NetFramework.IsHere) return;
        lock (Lock)
        {
            if (++_sessions == 1) AppDomain.CurrentDomain.AssemblyResolve += DesktopAssemblies.Resolve;
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (!NetFramework.IsHere) return;
        lock (Lock)
        {
            if (--_sessions == 0) AppDomain.CurrentDomain.AssemblyResolve -= DesktopAssemblies.Resolve;
        }
    }
}
