using System;
using System.Threading.Tasks;

namespace EssReminds.Emulator;

/// <summary>A fault to inject into a call.</summary>
public sealed class Fault
{
    private readonly Func<FaultScene, Task> _happen;

    internal Fault(string name, CarryOut carriesOut, string summary, Func<FaultScene, Task> happen)
    {
        Name = name;
        CarriesOut = carriesOut;
        Summary = summary;
        _happen = happen;
    }

    /// <summary>Its name on the command line and in the stats.</summary>
    public string Name { get; }

    /// <summary>Whether a call with this fault is carried out.</summary>
    public CarryOut CarriesOut { get; }

    /// <summary>What the client sees.</summary>
    public string Summary { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal Task HappenAsync(FaultScene scene) => _happen(scene);
}
