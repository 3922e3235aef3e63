using System;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Protocol;

namespace EssReminds.Runs;

/// <summary>
/// Asks the service without any effect: a call with no flow ids, which a service that accepts key, operator, address and
/// clock answers with MissingParameter.FlowId.
/// </summary>
internal static class ServiceProbe
{
    private const string Expected = "MissingParameter.FlowId";
    private const int Attempts = 5;

    /// <param name="connection">Where to ask.</param>
    /// <param name="action">What is asked.</param>
    /// <param name="body">A call of the action without items.</param>
    /// <param name="cancellation">The user did not want to wait.</param>
    /// <exception cref="EssException">The service refuses this connection, or cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">The user did not want to wait.</exception>
    public static async Task RunAsync(EssConnection connection, ServiceAction action, byte[] body, CancellationToken cancellation)
    {
        RateGate gate = connection.Account.GateOf(action.Name);
        for (int attempt = 1; ; attempt++)
        {
            CallPermit permit = await gate.WaitAsync(again: attempt > 1, cancellation).ConfigureAwait(false);
            CallResult result = await CallAsync(connection, action, body, permit, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (result.Fault is not { } fault || fault.ServiceCode == Expected) return;
            if (fault.ErrorId != ErrorId.RateLimited || attempt == Attempts) throw Refused(connection, fault);
            // Others are using the account's quota: routine, and no fault of this connection.
            gate.Refused(permit, QuotaMessage.Read(fault.Message));
        }
    }

    private static async Task<CallResult> CallAsync(
        EssConnection connection, ServiceAction action, byte[] body, CallPermit permit, CancellationToken cancellation)
    {
        try
        {
            EssCredential credential = await connection.Credentials.GetAsync(cancellation).ConfigureAwait(false);
            // With this machine's own time: a clock that is off is a finding.
            return await connection.Client
                .SendAsync(action, credential, DateTimeOffset.UtcNow, body, permit.ReportSent, cancellation).ConfigureAwait(false);
        }
        finally
        {
            permit.ReportSent();
        }
    }

    private static EssException Refused(EssConnection connection, CallFault fault)
    {
        // What other calls may survive, this one may not: it has no ids that could be guilty.
        string errorId = fault.Remedy is Remedy.EndRun or Remedy.CorrectClock or Remedy.RenewKey || fault.ErrorId == ErrorId.ConnectionFailed
            ? fault.ErrorId
            : ErrorId.VerificationFailed;
        return EssException.OfCall(errorId, errorId, fault.ServiceCode, fault.RequestId,
            connection.Endpoint, Printable.Text(fault.Message), Printable.Text(fault.Code), Printable.Text(fault.RequestId ?? "-"), "");
    }
}
