using System;
using System.Threading.Tasks;

namespace EssReminds.Emulator;

/// <summary>A fault to inject into a call.</summary>
public sealed class Fault
{
    private readonly Func<FaultContext, Task> _apply;

    internal Fault(string name, CarryOut carriesOut, string summary, Func<FaultContext, Task> apply)
    {
        Name = name;
        CarriesOut = carriesOut;
        Summary = summary;
        _apply = apply;
    }

    /// <summary>Its name on the command line and in the stats.</summary>
    public string Name { get; }

    /// <summary>Whether a call with this fault is carried out.</summary>
    public CarryOut CarriesOut { get; }

    /// <summary>What the client sees.</summary>
    public string Summary { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal Task ApplyAsync(FaultContext context) => _apply(context);
}
