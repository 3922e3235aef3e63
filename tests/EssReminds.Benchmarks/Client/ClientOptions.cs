using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace EssReminds.Benchmarks.Client;

/// <summary>The options of a client process, passed as parameters on its command line.</summary>
public sealed record ClientOptions
{
    /// <summary>What to do.</summary>
    public ClientWork Work { get; init; }

    /// <summary>The manifest to import.</summary>
    public string Module { get; init; } = "";

    /// <summary>The emulator's address; empty where nothing is sent.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The test key's id.</summary>
    public string SecretId { get; init; } = "";

    /// <summary>The test key's secret, which only an emulator accepts.</summary>
    public string SecretKey { get; init; } = "";

    /// <summary>The operator's user id, by which the emulator's records tell processes apart.</summary>
    public string Operator { get; init; } = "benchmark";

    /// <summary>The quota passed to Connect-Ess.</summary>
    public double RequestsPerSecond { get; init; } = 20;

    /// <summary>Whether Connect-Ess asks the service, so that the run need not.</summary>
    public bool Verify { get; init; }

    /// <summary>How many ids to send.</summary>
    public int Ids { get; init; }

    /// <summary>The file with the ids, one a line.</summary>
    public string IdsFile { get; init; } = "";

    /// <summary>The path of the run's checkpoint, or empty.</summary>
    public string Checkpoint { get; init; } = "";

    /// <summary>How many calls the baseline loop keeps in flight.</summary>
    public int InFlight { get; init; } = 1;

    /// <summary>The command line that <see cref="Parse"/> and Session.ps1 read.</summary>
    public IEnumerable<string> ToArguments() =>
        from property in typeof(ClientOptions).GetProperties()
        from part in new[] { "-" + property.Name, Convert.ToString(property.GetValue(this), CultureInfo.InvariantCulture)! }
        select part;

    /// <summary>Reads the command line of the baseline loop.</summary>
    public static ClientOptions Parse(string[] args)
    {
        var values = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        return new ClientOptions
        {
            Endpoint = values["-" + nameof(Endpoint)],
            SecretId = values["-" + nameof(SecretId)],
            SecretKey = values["-" + nameof(SecretKey)],
            Operator = values["-" + nameof(Operator)],
            IdsFile = values["-" + nameof(IdsFile)],
            InFlight = int.Parse(values["-" + nameof(InFlight)], CultureInfo.InvariantCulture),
        };
    }
}
