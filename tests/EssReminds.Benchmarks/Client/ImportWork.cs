using System.Management.Automation;

namespace EssReminds.Benchmarks.Client;

/// <summary>Import-Module in a session that has imported nothing yet.</summary>
internal sealed class ImportWork : IWork
{
    private readonly Engine _engine = new();
    private readonly PowerShell _import;

    public ImportWork(ClientOptions options)
    {
        _engine["manifest"] = options.Module;
        _import = _engine.Prepare("Import-Module $manifest -ErrorAction Stop");
    }

    public ClientResult Run()
    {
        _import.Invoke();
        return new ClientResult();
    }

    public ClientResult Count(ClientResult result)
    {
        Engine.Require(_import);
        return result;
    }

    public void Dispose()
    {
        _import.Dispose();
        _engine.Dispose();
    }
}
