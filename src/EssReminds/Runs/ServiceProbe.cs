using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Protocol;

namespace EssReminds.Runs;

/// <summary>
/// Probes the service without side effects: a call without items, which a service that accepts key, operator, address and clock refuses
/// because it has none.
/// </summary>
internal static class ServiceProbe
{
    private const int Attempts = 5;

    /// <param name="connection">The connection to verify.</param>
    /// <param name="action">The action to call.</param>
    /// <param name="body">A call of the action without items.</param>
    /// <param name="cancellation">Set when the user does not want to wait.</param>
    /// <exception cref="EssException">The service refuses this connection, or cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">The user did not want to wait.</exception>
    public static async Task VerifyAsync(EssConnection connection, ServiceAction action, byte[] body, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            // With this machine's own, uncorrected time: a wrong clock is one of the things to find.
            CallResult result = await AskAsync(
                connection, action, body, DateTimeOffset.UtcNow, attempt > 1, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (result.Fault is not { } fault || action.Product.RefusalsOfNoFlows.Contains(fault.Code)) return;
            // Others are using up the account's quota: routine, and not this connection's fault.
            if (fault.ErrorId != ErrorId.RateLimited || attempt == Attempts) throw Refused(connection, fault);
        }
    }

    /// <summary>Sends one probe.</summary>
    /// <exception cref="EssException">No key could be obtained.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before it was sent.</exception>
    public static async Task<CallResult> AskAsync(
        EssConnection connection, ServiceAction action, byte[] body, DateTimeOffset now, bool again, CancellationToken cancellation)
    {
        RateGate gate = connection.Account.GateOf(action.Name);
        CallPermit permit = await gate.WaitAsync(again, cancellation).ConfigureAwait(false);
        CallResult result;
        try
        {
            EssCredential credential = await connection.Credentials.GetAsync(cancellation).ConfigureAwait(false);
            result = await connection.Client.SendAsync(
                action, credential, now, body, permit.ReportSent, cancellation).ConfigureAwait(false);
        }
        finally
        {
            permit.ReportSent();
        }

        if (result.Fault is null or { IsAnswer: true }) connection.NoteAnswer();
        if (result.Fault?.ErrorId == ErrorId.RateLimited) gate.Refused(permit, QuotaMessage.Read(result.Fault.Message));
        return result;
    }

    private static EssException Refused(EssConnection connection, CallFault fault)
    {
        // Faults that other calls blame on their ids are final here: a probe has no ids.
        string errorId = fault.Remedy is Remedy.EndRun or Remedy.CorrectClock or Remedy.RenewKey
            || fault.ErrorId == ErrorId.ConnectionFailed
            ? fault.ErrorId
            : ErrorId.VerificationFailed;
        return CallErrors.Of(fault, errorId, errorId, connection.Endpoint.ToString());
    }
}
