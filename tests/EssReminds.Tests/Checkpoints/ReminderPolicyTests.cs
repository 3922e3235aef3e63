using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CsCheck;
using EssReminds.Checkpoints;
using EssReminds.Records;
using EssReminds.Tests.Commands;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Checkpoints;

/// <summary>Repeated runs with a reminder policy: days, kills, clocks set back, and compaction in between.</summary>
public class ReminderPolicyTests
{
    private const int Flows = 12;

    private static readonly DateTimeOffset Begin = new(2026, 8, 3, 1, 0, 0, TimeSpan.Zero);
    private static readonly CheckpointHeader Header = new() { Endpoint = "http://e", OperatorUserId = "me" };
    private static readonly string Text = new('催', 900); // so that the file is soon worth compacting

    /// <summary>One run: seconds since the last, seconds the clock is set back before it, each flow's fate, where it is killed.</summary>
    private static readonly Gen<Run> AnyRun = Gen.Select(
        Gen.Int[0, 5 * 86_400], Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 10 * 86_400])),
        Gen.Int[0, 9].Array[Flows], Gen.Frequency((3, Gen.Const(Flows)), (1, Gen.Int[0, Flows])), Gen.Bool, Gen.Bool)
        .Select((passed, back, fates, killedAt, torn, resend) => new Run(passed, back, fates, killedAt, torn, resend));

    private sealed record Run(int Passed, int SetBack, int[] Fates, int KilledAt, bool Torn, bool Resend);

    /// <summary>What has happened to a flow so far.</summary>
    private sealed class Past
    {
        public List<(DateTimeOffset Clock, TimeSpan Real)> Reminders { get; } = [];
        public DateTimeOffset? Since { get; set; }
        public bool InDoubt { get; set; }
        public bool Resent { get; set; }
    }

    [Fact]
    public async Task No_reminder_comes_too_soon_or_too_often_and_none_that_is_due_is_left_out() =>
        await Gen.Select(AnyRun.Array[1, 25], Gen.Int[1, 4], Gen.Int[1, 4]).SampleAsync(async (runs, days, maximum) =>
        {
            using var folder = new CheckpointFolder();
            var clock = new SetClock(Begin);
            var policy = new ReminderPolicy { RemindAgainAfter = TimeSpan.FromDays(days), MaximumReminders = maximum };
            TimeSpan real = TimeSpan.Zero;
            Past[] pasts = [.. Enumerable.Range(0, Flows).Select(_ => new Past())];
            foreach (Run run in runs)
            {
                real += TimeSpan.FromSeconds(run.Passed);
                clock.Advance(TimeSpan.FromSeconds(run.Passed - run.SetBack));
                await LiveAsync(folder, clock, policy, run, pasts, real);
            }

            foreach (Past past in pasts.Where(past => !past.Resent))
            {
                Assert.InRange(past.Reminders.Count, 0, maximum);
                Assert.All(
                    past.Reminders.Zip(past.Reminders.Skip(1)),
                    pair => Assert.True(pair.Second.Real - pair.First.Real >= policy.RemindAgainAfter));
            }
        }, iter: 25);

    /// <summary>A run over all flows, in calls of one flow; it is killed before flow number KilledAt has its outcome.</summary>
    private static async Task LiveAsync(
        CheckpointFolder folder, SetClock clock, ReminderPolicy policy, Run run, Past[] pasts, TimeSpan real)
    {
        var settings = new CheckpointSettings { Clock = clock, Policy = policy };
        Checkpoint<RemindFlowRecord> checkpoint = Checkpoint<RemindFlowRecord>.Open(
            folder.File, Header, static id => new RemindFlowRecord(id), settings, default);
        byte[]? killed = null;
        for (int n = 0; n < Flows && killed is null; n++)
        {
            Past past = pasts[n];
            string id = "flow" + n;
            bool due = past.Reminders.Count < policy.MaximumReminders
                && (past.Since is null || clock.UtcNow - past.Since >= policy.RemindAgainAfter);
            bool again = !due && past.InDoubt && run.Resend && past.Reminders.Count < policy.MaximumReminders;
            Assert.Equal(due || again, checkpoint.IsDue(id, run.Resend, out RemindFlowRecord? known));
            if (!due && !again)
            {
                Assert.Equal(past.Reminders.Count >= policy.MaximumReminders ? "TooOften" : "TooSoon", known!.SkipReason);
                Assert.Equal(past.Reminders.Count, known.ReminderCount);
                Assert.True(known.FromCheckpoint);
                if (past.Reminders.Count > 0)
                {
                    TimeSpan later = known.LastReminderTime!.Value.ToUniversalTime() - past.Reminders[^1].Clock;
                    Assert.InRange(later, TimeSpan.Zero, TimeSpan.FromSeconds(1));
                }

                continue;
            }

            past.Resent |= again;
            RemindFlowRecord record = known ?? new RemindFlowRecord(id);
            (await checkpoint.AnnounceAsync([id], default)).Dispose();
            if (n == run.KilledAt)
            {
                past.Reminders.Add((clock.UtcNow, real));
                (past.Since, past.InDoubt) = (clock.UtcNow, true);
                killed = Read(folder.File);
                continue;
            }

            record.Outcome = run.Fates[n] switch
            {
                0 => RemindOutcome.NotReminded,
                1 => RemindOutcome.Failed,
                2 => RemindOutcome.Unknown,
                3 => RemindOutcome.PartlyReminded,
                _ => RemindOutcome.Reminded,
            };
            record.RemindMessage = Text;
            ItemHistory history = ((IItemRecord)record).History!;
            history.Answered(clock.UtcNow.UtcDateTime);
            if (((IItemRecord)record).IsReminder) history.RemindedNow++;
            await checkpoint.RecordAsync([record]);
            past.InDoubt = record.Outcome == RemindOutcome.Unknown;
            if (record.Outcome is RemindOutcome.Reminded or RemindOutcome.PartlyReminded or RemindOutcome.Unknown)
                past.Reminders.Add((clock.UtcNow, real));
            if (record.Outcome != RemindOutcome.Failed) past.Since = clock.UtcNow;
            else if (past.Reminders.Count == 0) past.Since = null;
            else past.Since = past.Reminders[^1].Clock;
        }

        checkpoint.Dispose();
        if (killed is null) return;
        // The file as the killed process left it, with its preallocated zeros, and perhaps a torn line that was not flushed.
        await File.WriteAllBytesAsync(folder.File, run.Torn ? [.. killed, .. " {\"FlowId\":\"flow1\",\"Outc"u8] : killed);
    }

    /// <summary>Copies the file while a run holds it: .NET honours advisory Unix locks, cp does not.</summary>
    private static byte[] Read(string path)
    {
        using var copy = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("cp", [path, path + ".copy"]))!;
        copy.WaitForExit();
        return File.ReadAllBytes(path + ".copy");
    }
}
