using System;
using System.Management.Automation;

namespace EssReminds;

/// <summary>Called by PowerShell on import and removal. In Windows PowerShell the module must resolve its own assemblies.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly object Lock = new(); // runspaces may import concurrently; each must wait until the handler is registered
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
