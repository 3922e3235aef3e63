using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Actions.Reminders;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Emulator;
using EssReminds.Protocol;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;
using Call = EssReminds.Runs.Call;

namespace EssReminds.Tests.Runs;

/// <summary>A sender of single calls, and a service whose faults a test chooses. All pauses of the sender pass at once.</summary>
public abstract class CallSenderFixture : EmulatorFixture
{
    internal readonly RunSignals Signals = new();
    internal readonly RunTotals Totals = new();
    internal readonly LeapingClock Clock = new();

    /// <summary>What the watch's probes bring; never, unless a test says so.</summary>
    internal readonly TaskCompletionSource<CallResult> Probe = new();

    private protected CallSenderFixture() =>
        Watch = new ServiceWatch(Probe.Task.WaitAsync, ErrorTexts.General, 10, "http://service", Signals, NoChance, Clock);

    internal KeySource Keys { get; private set; } = null!;

    internal ServiceWatch Watch { get; }

    private protected virtual double RequestsPerSecond => 100_000;

    private protected override EssConnection Open()
    {
        Keys = new KeySource(Shell.AccountOf(Emulator));
        EssConnection connection = EssConnection.Open(
            new ConnectionSettings { Endpoint = Emulator.Address, RequestsPerSecond = RequestsPerSecond },
            Callers.OfEss(Vectors.Operator),
            Keys);
        Keys.Gets = 0;
        connection.Clock = Clock;
        return connection;
    }

    private protected override void End()
    {
        Signals.Interrupt();
        Signals.AbandonCalls();
    }

    /// <summary>Pauses of exactly half their longest time: 100 ms, 200 ms, and so on.</summary>
    private protected static Backoff NoChance { get; } = new(() => 0);

    private protected Task<CallResult> SendAsync(CallPlan call, int maximumRetries = 10) =>
        new CallSender(Connection, Options(maximumRetries), Signals, Totals, Watch, NoChance)
            .SendAsync(call.ToCall(Connection.Caller)).WaitAsync(TimeSpan.FromMinutes(1));

    private protected static Fault Refusal(string message) => new(
        "refusal", CarryOut.No, "a refusal with a message of its own",
        context => context.SendErrorAsync(new EssReminds.Emulator.ServiceError("RequestLimitExceeded", message, message)));

    private static RunOptions Options(int retries) => new() { BatchSize = 10, ThrottleLimit = 4, MaximumRetryCount = retries };

    /// <summary>One call, and what its sender tells it.</summary>
    internal sealed class CallPlan
    {
        public string FlowId { get; init; } = "flow";
        public bool IsPart { get; init; }
        public bool IsRead { get; init; }
        public Func<bool> MayBeResent { get; init; } = () => false;
        public Action OnAnnounce { get; init; } = () => { };
        public Action OnDoubt { get; init; } = () => { };
        public int Announced { get; private set; }
        public ConcurrentQueue<CallFault> Doubts { get; } = new();

        public Call ToCall(Caller caller)
        {
            var action = new RemindAction(caller, [], new RemindEmailMap());
            return new Call
            {
                Action = action.Service,
                Body = action.Write([FlowId]),
                IsPart = IsPart,
                IsRead = IsRead,
                MayBeResent = MayBeResent,
                Describe = () => FlowId,
                AnnounceAsync = () =>
                {
                    Announced++;
                    OnAnnounce();
                    return Task.FromResult<IDisposable?>(null);
                },
                MarkDoubtful = fault =>
                {
                    Doubts.Enqueue(fault);
                    OnDoubt();
                },
            };
        }
    }

    /// <summary>A key that can be renewed, and whose requests a test sees.</summary>
    internal sealed class KeySource(string secretId) : CredentialSource("Test")
    {
        private EssCredential _key = Vectors.Key(secretId, EmulatorKeys.SecretKey);

        /// <summary>Called for each call, once it has its permit.</summary>
        public Func<Task> OnGet { get; set; } = () => Task.CompletedTask;

        /// <summary>How many calls have had a permit.</summary>
        public int Gets { get; set; }

        /// <summary>The id of the key that replaces the present one; null where there is none.</summary>
        public string? Next { get; set; }

        public int Renewals { get; private set; }

        public override string QuotaKey => secretId;

        public override async Task<EssCredential> GetAsync(CancellationToken cancellation)
        {
            Gets++;
            await OnGet();
            return _key;
        }

        public override Task<EssCredential?> RenewAsync(EssCredential refused, CancellationToken cancellation)
        {
            Assert.Same(_key, refused);
            Renewals++;
            if (Next is null) return Task.FromResult<EssCredential?>(null);
            _key = Vectors.Key(Next, EmulatorKeys.SecretKey);
            return Task.FromResult<EssCredential?>(_key);
        }

        public override void Clear() => _key.Clear();
    }
}
