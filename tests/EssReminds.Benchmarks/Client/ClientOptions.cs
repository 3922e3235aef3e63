using System;
using System.Collections.Generic;
using System.Globalization;

namespace EssReminds.Benchmarks.Client;

/// <summary>What a client process is told, as <c>Name=value</c> on its command line: lighter than JSON, whose reading would be measured too.</summary>
public sealed record ClientOptions
{
    /// <summary>What to do.</summary>
    public ClientKind Kind { get; init; }

    /// <summary>The manifest to import.</summary>
    public string Module { get; init; } = "";

    /// <summary>The emulator.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The test key's id.</summary>
    public string SecretId { get; init; } = "";

    /// <summary>The test key's secret. It opens nothing but an emulator.</summary>
    public string SecretKey { get; init; } = "";

    /// <summary>The operator, by which the emulator's records tell processes apart.</summary>
    public string Operator { get; init; } = "benchmark";

    /// <summary>The quota that Connect-Ess is told.</summary>
    public double RequestsPerSecond { get; init; } = 20;

    /// <summary>How many ids to send.</summary>
    public int Ids { get; init; }

    /// <summary>What a session does with them.</summary>
    public Job Job { get; init; }

    /// <summary>How a session hands them over.</summary>
    public Supply Supply { get; init; }

    /// <summary>The checkpoint of the run, or empty.</summary>
    public string Checkpoint { get; init; } = "";

    /// <summary>Calls in flight of the loop.</summary>
    public int InFlight { get; init; } = 1;

    /// <summary>The command line that <see cref="Parse"/> reads.</summary>
    public IEnumerable<string> ToArguments() =>
    [
        $"{nameof(Kind)}={Kind}",
        $"{nameof(Module)}={Module}",
        $"{nameof(Endpoint)}={Endpoint}",
        $"{nameof(SecretId)}={SecretId}",
        $"{nameof(SecretKey)}={SecretKey}",
        $"{nameof(Operator)}={Operator}",
        string.Create(CultureInfo.InvariantCulture, $"{nameof(RequestsPerSecond)}={RequestsPerSecond}"),
        string.Create(CultureInfo.InvariantCulture, $"{nameof(Ids)}={Ids}"),
        $"{nameof(Job)}={Job}",
        $"{nameof(Supply)}={Supply}",
        $"{nameof(Checkpoint)}={Checkpoint}",
        string.Create(CultureInfo.InvariantCulture, $"{nameof(InFlight)}={InFlight}"),
    ];

    /// <summary>Reads a command line.</summary>
    public static ClientOptions Parse(IEnumerable<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string arg in args)
        {
            int equals = arg.IndexOf('=', StringComparison.Ordinal);
            values[arg[..equals]] = arg[(equals + 1)..];
        }

        return new ClientOptions
        {
            Kind = Enum.Parse<ClientKind>(values[nameof(Kind)]),
            Module = values[nameof(Module)],
            Endpoint = values[nameof(Endpoint)],
            SecretId = values[nameof(SecretId)],
            SecretKey = values[nameof(SecretKey)],
            Operator = values[nameof(Operator)],
            RequestsPerSecond = double.Parse(values[nameof(RequestsPerSecond)], CultureInfo.InvariantCulture),
            Ids = int.Parse(values[nameof(Ids)], CultureInfo.InvariantCulture),
            Job = Enum.Parse<Job>(values[nameof(Job)]),
            Supply = Enum.Parse<Supply>(values[nameof(Supply)]),
            Checkpoint = values[nameof(Checkpoint)],
            InFlight = int.Parse(values[nameof(InFlight)], CultureInfo.InvariantCulture),
        };
    }
}
