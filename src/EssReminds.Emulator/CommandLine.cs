using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace EssReminds.Emulator;

/// <summary>Parses the command line. Options take a value, as <c>--name value</c> or <c>--name=value</c>.</summary>
internal static class CommandLine
{
    public static string Usage =>
        $"""
        Usage: EssReminds.Emulator [options]
        A stand-in for Tencent Cloud's e-sign service (ESS), products ess and essbasic, on 127.0.0.1.

          --port N                    listen on this port; 0, the default, takes a free one
          --https [trusted|expired|wrong-name|unknown-ca]
                                      speak https, by default with a certificate that the CA file printed at the start vouches for
          --quota N                   calls a second for each SecretId and action, 20 by default; 0 for no limit
          --window sliding|fixed      any second (default), or the seconds of the calendar
          --quota-message number|plain  whether refusals tell the limit (default) or not
          --latency MS, --jitter MS   time to answer, and the most it varies by
          --seed N                    seeds jitter and faults, 1 by default
          --api current|classic       classic knows the parameters Operator and FlowIds only
          --book remember|none        none keeps totals only and reminds every time
          --flows FILE                flows that differ from the generated ones, as JSON
          --other-flows STATUS        where flows stand that the file does not name, waiting by default
          --reminders-per-signer N    1 by default
          --reminders-per-day N       for each signer; 0, the default, for no limit
          --briefs-per-day N          calls of DescribeFlowBriefs; 0, the default, for no limit
          --clock-offset SECONDS      how far the service's calendar is ahead
          --drop-resting SECONDS      what comes on a connection that rested longer is never answered
          --fault NAME=RATE           share of calls that meet a fault; NAME=#3 or NAME=#3-5 for certain calls,
                                      NAME=@5-20 for all from second 5 to second 20; repeatable
          --help                      this text

        Faults:
        {string.Join('\n', Faults.All.Select(fault => Line(fault.Name, fault.CarriesOut, fault.Summary)))}
        {string.Join('\n', Faults.Families.Select(family => Line(family.Prefix + family.Placeholder, CarryOut.No, family.Summary)))}
        """;

    /// <summary>Parses the options.</summary>
    /// <exception cref="FormatException">An option is unknown or its value is invalid; the message says which.</exception>
    public static EmulatorOptions Parse(IReadOnlyList<string> args)
    {
        var options = new EmulatorOptions();
        for (int n = 0; n < args.Count; n++)
        {
            (string name, string? value) = Split(args[n]);
            Action<string> set = Setter(options, name) ?? throw new FormatException($"unknown option '{name}'");
            if (value is null && name == "--https")
            {
                bool given = n + 1 < args.Count && !args[n + 1].StartsWith("--", StringComparison.Ordinal);
                value = given ? args[++n] : "trusted";
            }

            if (value is null)
            {
                if (n + 1 == args.Count) throw new FormatException($"{name} takes a value");
                value = args[++n];
            }

            try
            {
                set(value);
            }
            catch (FormatException e)
            {
                throw new FormatException($"{name}: {e.Message}", e);
            }
        }

        bool tooMany = options.Faults.Sum(setting => setting.Rate) > 1.0000001;
        if (tooMany) throw new FormatException("the rates of the faults add up to more than 1");
        return options;
    }

    private static Action<string>? Setter(EmulatorOptions options, string name) => name switch
    {
        "--port" => value => options.Port = (int)Number(value, 0, 65535, whole: true),
        "--https" => value => options.Https = OneOf<HttpsMode>(value),
        "--quota" => value => options.Quota = Number(value, 0, 1_000_000),
        "--window" => value => options.Window = OneOf<QuotaWindow>(value),
        "--quota-message" => value => options.RefusalText = OneOf<RefusalText>(value),
        "--latency" => value => options.Latency = TimeSpan.FromMilliseconds(Number(value, 0, 3_600_000)),
        "--jitter" => value => options.Jitter = TimeSpan.FromMilliseconds(Number(value, 0, 3_600_000)),
        "--seed" => value => options.Seed = (int)Number(value, 0, int.MaxValue, whole: true),
        "--api" => value => options.Api = OneOf<ServiceApi>(value),
        "--book" => value => options.BookKeeping = OneOf<BookKeeping>(value),
        "--flows" => value => options.FlowFile = value,
        "--reminders-per-signer" => value => options.RemindersPerSigner = (int)Number(value, 1, 255, whole: true),
        "--other-flows" => value => options.OtherFlows = OneOf<FlowStatus>(value),
        "--reminders-per-day" => value => options.RemindersPerDay = (int)Number(value, 0, 255, whole: true),
        "--briefs-per-day" => value => options.BriefsPerDay = (int)Number(value, 0, int.MaxValue, whole: true),
        "--clock-offset" => value => options.ClockOffset = TimeSpan.FromSeconds(Number(value, -1e9, 1e9)),
        "--drop-resting" => value => options.DropResting = TimeSpan.FromSeconds(Number(value, 0, 1e9)),
        "--fault" => value => options.Faults.Add(FaultSetting.Parse(value)),
        _ => null,
    };

    private static (string Name, string? Value) Split(string arg)
    {
        int equals = arg.StartsWith("--", StringComparison.Ordinal) ? arg.IndexOf('=') : -1;
        return equals < 0 ? (arg, null) : (arg[..equals], arg[(equals + 1)..]);
    }

    private static double Number(string value, double least, double most, bool whole = false)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        bool good = double.TryParse(value, Style, CultureInfo.InvariantCulture, out double number)
            && number >= least && number <= most && (!whole || number == Math.Floor(number));
        if (good) return number;
        throw new FormatException(string.Create(CultureInfo.InvariantCulture,
            $"'{value}' is not a {(whole ? "whole number" : "number")} from {least:0} to {most:0}"));
    }

    private static T OneOf<T>(string value)
        where T : struct, Enum
    {
        foreach (T one in Enum.GetValues<T>())
        {
            if (string.Equals(Hyphenated(one.ToString()), value, StringComparison.OrdinalIgnoreCase)) return one;
        }

        string names = string.Join(" or ", Enum.GetNames<T>().Select(Hyphenated));
        throw new FormatException($"'{value}' is not {names}");
    }

    private static string Hyphenated(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static string Line(string fault, CarryOut carriesOut, string summary) => $"  {fault,-26}{Carried(carriesOut),-14}{summary}";

    private static string Carried(CarryOut carriesOut) => carriesOut switch
    {
        CarryOut.No => "not carried",
        CarryOut.Yes => "carried out",
        _ => "perhaps",
    };
}
