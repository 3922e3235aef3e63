using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace EssReminds.Tests.Sessions;

/// <summary>Pester files, run one after another in a PowerShell process; each <c>It</c> is reported as a test.</summary>
public sealed class PesterCase : XunitTestCase
{
    [Obsolete("Only for xunit, which fills in the case that it creates.")]
    public PesterCase()
    {
    }

    public PesterCase(IMessageSink diagnostics, ITestMethod method, string[] files)
        : base(diagnostics, TestMethodDisplay.Method, TestMethodDisplayOptions.None, method, [files])
    {
    }

    private string[] Files => (string[])TestMethodArguments[0];

    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments,
        ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
        new Runner(this, messageBus, aggregator, cancellationTokenSource).RunAsync();

    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) =>
        string.Join(", ", Files.Select(Path.GetFileName));

    private sealed class Runner(PesterCase pester, IMessageBus bus, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestCaseRunner(pester, pester.DisplayName, null, [], [], bus, aggregator, cancellation)
    {
        protected override async Task<RunSummary> RunTestAsync()
        {
            var summary = new RunSummary();
            foreach (It it in await PesterRun.OfAsync(pester.Files, CancellationTokenSource.Token)) summary.Aggregate(Report(it));
            return summary;
        }

        private RunSummary Report(It it)
        {
            var test = new XunitTest(TestCase, $"{it.File}: {it.Name}");
            TestResultMessage result = it.Outcome switch
            {
                "Passed" => new TestPassed(test, it.Seconds, ""),
                "Skipped" => new TestSkipped(test, it.Text),
                _ => new TestFailed(test, it.Seconds, "", ["Pester"], [it.Text], [it.Place], [-1]),
            };
            bool goOn = MessageBus.QueueMessage(new TestStarting(test)) & MessageBus.QueueMessage(result)
                & MessageBus.QueueMessage(new TestFinished(test, it.Seconds, ""));
            if (!goOn) CancellationTokenSource.Cancel();
            int failed = result is TestFailed ? 1 : 0, skipped = result is TestSkipped ? 1 : 0;
            return new RunSummary { Total = 1, Failed = failed, Skipped = skipped, Time = it.Seconds };
        }
    }
}
