using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using CsCheck;
using EssReminds.Actions.Reminders;
using EssReminds.Checkpoints;
using EssReminds.Emulator;
using EssReminds.Records;
using EssReminds.Runs;
using EssReminds.Tests.Commands;
using EssReminds.Tests.Support;
using Xunit;
using Output = EssReminds.Tests.Runs.CollectedOutput<EssReminds.RemindFlowRecord>;

namespace EssReminds.Tests.Runs;

/// <summary>
/// Runs over any input with any faults, compared with what the service did: no id is lost, nobody is reminded twice, and what the records
/// and errors say is true.
/// </summary>
public sealed class AnyRunTests : IAsyncLifetime
{
    private static readonly string[] Faulty =
    [
        "html", "html-after-carrying-out", "empty", "500", "502", "internal-error", "missing-response", "old-gateway",
        "reset-before-reading", "reset-after-carrying-out", "half-body", "drop-record", "double-record", "foreign-record", "wrong-types",
        "status:403", "status:404", "error:LimitExceeded", "error:InternalError", "error:OperationDenied.Forbid", "error:SomethingNew",
        "error:AuthFailure.SecretIdNotFound", "error:InvalidParameter.FlowIds",
    ];

    private static readonly Gen<Plan> AnyPlan =
        from seed in Gen.Int[0, 1_000_000]
        from items in Gen.Frequency((8, Gen.Const(Item.Known)), (1, Gen.Const(Item.NotFound)), (1, Gen.Const(Item.Invalid)))
            .Array[0, 60]
        from repeats in Gen.Int[0, 59].Array[0, 5]
        from batch in Gen.Int[1, 20]
        from throttle in Gen.Int[1, 6]
        from retries in Gen.Int[0, 3]
        from resend in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        from asksFirst in Gen.Bool
        from rate in Gen.OneOf(Gen.Const(0.0), Gen.Const(0.1), Gen.Const(0.4))
        select new Plan(seed, items, repeats, batch, throttle, retries, resend, asksFirst, rate);

    /// <summary>Faults after which the service has certainly not carried the call out, as its answer shows.</summary>
    private static readonly string[] Certain =
    [
        "status:403", "status:404", "error:LimitExceeded", "error:OperationDenied.Forbid", "error:AuthFailure.SecretIdNotFound",
        "error:InvalidParameter.FlowIds",
    ];

    private readonly ConcurrentDictionary<string, Faulting> _faults = new();
    private EmulatorHost _emulator = null!;
    private int _plans;

    public async Task InitializeAsync() => _emulator = await EmulatorHost.StartAsync(new EmulatorOptions
    {
        Quota = 0,
        RemindersPerSigner = 9, // so that the emulator does not prevent a second reminder
        Script = call =>
            call.FlowIds.Count > 0 && _faults[call.FlowIds[0][..8]].Next(call.FlowIds) is { } fault ? Faults.Named(fault) : null,
    });

    public async Task DisposeAsync() => await _emulator.DisposeAsync();

    [Fact]
    public void No_id_is_lost_nobody_is_reminded_twice_and_every_record_is_true() => AnyPlan.Sample(
        plan =>
        {
            string[] ids = NewIds(plan);
            Result run = Run(plan, ids, null);
            Check(plan, ids, run);
        },
        iter: 60);

    [Fact]
    public void The_same_run_over_its_checkpoint_sends_only_what_was_not_carried_out() => AnyPlan.Sample(
        plan =>
        {
            using var folder = new CheckpointFolder();
            string[] ids = NewIds(plan);
            Result first = Run(plan, ids, folder.File);
            Check(plan, ids, first);
            Dictionary<string, int> before = ids.Distinct().Where(FlowIds.IsValid).ToDictionary(id => id, Reminders);
            string[] inDoubt = [.. first.Records.Where(record => record.Outcome == RemindOutcome.Unknown).Select(record => record.FlowId)];

            Plan quiet = plan with { Rate = 0, ResendsUnknown = false };
            Result again = Run(quiet, ids, folder.File);

            Assert.Null(again.End);
            Assert.Equal(ids.Distinct(), again.Records.Select(record => record.FlowId));
            Assert.Equal(inDoubt, again.Records.Where(record => record.Outcome == RemindOutcome.Unknown).Select(record => record.FlowId));
            foreach (RemindFlowRecord record in again.Records)
            {
                if (record.Outcome == RemindOutcome.Reminded) Assert.Equal(Math.Max(1, before[record.FlowId]), Reminders(record.FlowId));
                else if (FlowIds.IsValid(record.FlowId)) Assert.Equal(before[record.FlowId], Reminders(record.FlowId));
                if (plan.Items[Array.IndexOf(ids, record.FlowId)] == Item.Known) Assert.NotEqual(RemindOutcome.Failed, record.Outcome);
            }
        },
        iter: 40);

    private void Check(Plan plan, string[] ids, Result run)
    {
        string[] distinct = [.. ids.Distinct()], about = [.. run.Errors.SelectMany(error => error.Ids)];
        Assert.Equal(run.End is null ? distinct : distinct[..run.Records.Count], run.Records.Select(record => record.FlowId));
        Assert.Equal(run.Records.Count, run.Totals.Done);
        Assert.Equal(about.Length, about.Distinct().Count());
        if (run.End is null) Assert.Equal(run.Records.Where(HasFailed).Select(record => record.FlowId).Order(), about.Order());
        else Assert.Subset(run.Records.Where(HasFailed).Select(record => record.FlowId).ToHashSet(), about.ToHashSet());

        foreach (RemindFlowRecord record in run.Records)
        {
            int reminders = FlowIds.IsValid(record.FlowId) ? Reminders(record.FlowId) : 0;
            if (!plan.ResendsUnknown) Assert.InRange(reminders, 0, 1);
            if (record.Outcome == RemindOutcome.Reminded) Assert.NotEqual(0, reminders);
            if (record.Outcome is RemindOutcome.Failed or RemindOutcome.NotReminded) Assert.Equal(0, reminders);
        }

        if (ids.Length > 0) CheckAgainstFaults(plan, ids, run, _faults[ids[0][..8]]);
    }

    /// <summary>An outcome other than Reminded has its cause in a fault, in the id, or in the end of the run.</summary>
    private static void CheckAgainstFaults(Plan plan, string[] ids, Result run, Faulting faults)
    {
        Assert.Equal(faults.Calls, run.Totals.Calls);
        if (plan.Rate == 0 && !plan.Items.Contains(Item.NotFound))
            Assert.Equal((plan.Items.Count(item => item == Item.Known) + plan.Batch - 1) / plan.Batch, faults.Calls);
        foreach (RemindFlowRecord record in run.Records)
        {
            IReadOnlyCollection<string> met = faults.Of(record.FlowId);
            Item item = plan.Items[Array.IndexOf(ids, record.FlowId)];
            if (record.Outcome == RemindOutcome.Unknown)
                Assert.True(met.Except(Certain).Any(), $"{record.ErrorCode}: {record.ErrorMessage} ({string.Join(", ", met)})");
            if (run.End is null && record.Outcome == RemindOutcome.Failed && item == Item.Known) Assert.NotEmpty(met);
            if (run.End is null && met.Count == 0)
                Assert.Equal(item == Item.Known ? RemindOutcome.Reminded : RemindOutcome.Failed, record.Outcome);
        }
    }

    private static bool HasFailed(RemindFlowRecord record) => record.Outcome == RemindOutcome.Failed || record.ErrorId is not null;

    private int Reminders(string id) => _emulator.Book.Signers(id).Max(signer => signer.Count);

    /// <summary>Ids that no other plan has; their first eight characters tell the plan's faults.</summary>
    private string[] NewIds(Plan plan)
    {
        string prefix = "p" + System.Threading.Interlocked.Increment(ref _plans).ToString("D7", CultureInfo.InvariantCulture);
        string[] ids = [.. plan.Items.Select((item, n) => item == Item.Invalid ? $"{prefix} {n}" : $"{prefix}{n:D24}")];
        string[] unknown = [.. ids.Where((_, n) => plan.Items[n] == Item.NotFound)];
        if (unknown.Length > 0) _emulator.Book.AddUnknown(unknown);
        return [.. ids, .. plan.Repeats.Where(place => place < ids.Length).Select(place => ids[place])];
    }

    private Result Run(Plan plan, string[] ids, string? file)
    {
        if (ids.Length > 0) _faults[ids[0][..8]] = new Faulting(plan);
        EssConnection connection = Connections.To(_emulator);
        var output = new Output();
        var action = new RemindAction(connection.Caller, [], new RemindEmailMap());
        var options = new RunOptions
        {
            BatchSize = plan.Batch, ThrottleLimit = plan.Throttle, MaximumRetryCount = plan.Retries, ResendUnknown = plan.ResendsUnknown,
        };
        Checkpoint<RemindFlowRecord>? checkpoint = file is null
            ? null
            : Checkpoint<RemindFlowRecord>.Open(
                file, new CheckpointHeader { Endpoint = "http://e", OperatorUserId = "me" }, static id => new RemindFlowRecord(id),
                new CheckpointSettings { Clock = connection.Clock }, default);
        using var run = new BulkRun<RemindFlowRecord>(action, connection, options, output, checkpoint);
        EssException? end = null;
        try
        {
            if (plan.AsksFirst) run.AskFirst();
            foreach (string id in ids) run.Add(id, FlowIds.IsValid(id));
            run.Complete();
        }
        catch (EssException e)
        {
            end = e;
        }
        finally
        {
            connection.Close();
        }

        return new Result(output.Records, output.Failures, end, run.Totals);
    }

    private enum Item
    {
        Known,
        NotFound,
        Invalid,
    }

    private sealed record Plan(
        int Seed, Item[] Items, int[] Repeats, int Batch, int Throttle, int Retries, bool ResendsUnknown, bool AsksFirst, double Rate);

    /// <summary>The faults of one run, and which of them each id met.</summary>
    private sealed class Faulting(Plan plan)
    {
        private readonly Random _random = new(plan.Seed);
        private readonly Dictionary<string, HashSet<string>> _met = [];

        public int Calls { get; private set; }

        public string? Next(IReadOnlyList<string> ids)
        {
            lock (_met)
            {
                Calls++;
                if (_random.NextDouble() >= plan.Rate) return null;
                string fault = Faulty[_random.Next(Faulty.Length)];
                foreach (string id in ids) (_met.TryGetValue(id, out HashSet<string>? met) ? met : _met[id] = []).Add(fault);
                return fault;
            }
        }

        public IReadOnlyCollection<string> Of(string id)
        {
            lock (_met) return _met.TryGetValue(id, out HashSet<string>? met) ? met : [];
        }
    }

    private sealed record Result(List<RemindFlowRecord> Records, List<EssException> Errors, EssException? End, RunTotals Totals);
}
