using System;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Credentials;
using EssReminds.Protocol;

namespace EssReminds.Connection;

/// <summary>
/// Asks the service without any effect: a call with no flow ids, which a service that accepts key, operator, address and
/// clock answers with MissingParameter.FlowId.
/// </summary>
internal static class ConnectionCheck
{
    private const string Expected = "MissingParameter.FlowId";
    private const int Attempts = 5;

    /// <exception cref="EssException">The service refuses this connection, or cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">The user did not want to wait.</exception>
    public static async Task RunAsync(EssConnection connection, CancellationToken cancellation)
    {
        byte[] body = RemindRequest.Write(
            new RemindParameters { OperatorUserId = connection.OperatorUserId, ProxyOrganizationId = connection.ProxyOrganizationId }, []);
        for (int attempt = 1; ; attempt++)
        {
            CallResult result = await CallAsync(connection, body, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (result.Fault is not { } fault || fault.ServiceCode == Expected) return;
            if (fault.ErrorId != ErrorId.RateLimited || attempt == Attempts) throw Refused(connection, fault);
            // Others are using the account's quota: routine, and no fault of this connection.
            connection.Account.Gate.Refused(QuotaMessage.Read(fault.Message));
        }
    }

    private static async Task<CallResult> CallAsync(EssConnection connection, byte[] body, CancellationToken cancellation)
    {
        Departure departure = await connection.Account.Gate.WaitAsync(again: false, null, cancellation).ConfigureAwait(false);
        try
        {
            EssCredential credential = await connection.Credentials.GetAsync(cancellation).ConfigureAwait(false);
            // With this machine's own time: a clock that is off is a finding.
            return await connection.Client.SendAsync(credential, DateTimeOffset.UtcNow, body, departure.Left, cancellation).ConfigureAwait(false);
        }
        finally
        {
            departure.Left();
        }
    }

    private static EssException Refused(EssConnection connection, CallFault fault)
    {
        // What other calls may survive, this one may not: it has no ids that could be guilty.
        string errorId = fault.Then is Then.EndRun or Then.CorrectClock or Then.RenewKey || fault.ErrorId == ErrorId.ConnectionFailed
            ? fault.ErrorId
            : ErrorId.VerificationFailed;
        return EssException.OfCall(errorId, fault.ServiceCode, fault.RequestId,
            connection.Endpoint, Printable.Text(fault.Message), Printable.Text(fault.Code), Printable.Text(fault.RequestId ?? "-"), "");
    }
}
