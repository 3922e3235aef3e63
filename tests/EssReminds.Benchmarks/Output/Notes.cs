namespace EssReminds.Benchmarks.Output;

/// <summary>What a reader must know to trust the table.</summary>
internal static class Notes
{
    public const string Text =
        """
        ## How it is measured

        - The service is this repository's emulator on the loopback address. Its latency varies by 10 % either way, evenly.
        - Every client is a fresh process: PowerShell itself, which runs a script that imports `EssReminds.psd1` and runs
          `Connect-Ess` and `Send-EssFlowReminder` with their defaults, 100 flows a call. PowerShell comes as a package that is not
          compiled ahead of time; here it is, as a user's is, in every row, and so is the loop. The module is not.
        - **Compared with**, where nothing else is said: what a user would write by hand. One `HttpClient`, one signed call of 100
          flows after another, and a second's pause where the quota refuses. Where it is slow it makes fewer calls, for 20 seconds.
        - **Share of the quota**: (calls accepted − 1) ÷ (quota × seconds from the arrival of the first call to that of the last
          accepted one), at the service. The first call opens the interval that the others fill. *Any second* is a sliding window:
          no second, wherever it starts, may have more than 20 calls. A burst after a pause can lift a share a little over 100 %.
        - **Margin**: a sliding second refuses call n + 20 where call n was late by more than the margin of 20 calls, which 1.5 %
          makes 15 ms. These rows pace by the clock alone and never slow down; the module also watches when its calls left.
        - **The ramp-up's pace**: 200 calls at 20 a second take 9.95 s from the first to the last, and the last needs its latency
          to be answered. The seconds run from the command's start to its end.
        - **Settled**: the first call accepted after which a whole second passes without a refusal.
        - **Fewest calls**: of those accepted while all three processes were at work.
        - **Look-ups**: all flows wait for signers, so with `-IncludeSigner` every flow is asked about twice. Side by side, two
          processes with one key run `Get-EssFlow` and `Send-EssFlowReminder`; each action is measured by its own calls.
        - **Quota lifted**: `-RequestsPerSecond 100000`, and an emulator without a quota that shares the cores with the client.
          Nothing is warmed up in the session: compiling is part of its time. Processor time is that of the whole process,
          engine included, while the command runs.
        - **Limit**: what the engine takes to hand each id to a cmdlet with the same parameter, which gives an object at once and does
          nothing else, plus what the loop takes for its calls, one at a time.
        - **Peak memory** is the most that the process held since its start. The ids are read from a file while they are sent, and
          the records counted and let go.
        - Times by BenchmarkDotNet are means with their standard deviation, compiled and warm.

        """;
}
