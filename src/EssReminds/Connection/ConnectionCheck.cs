using System;
using System.Threading;
using EssReminds.Credentials;
using EssReminds.Protocol;
using EssReminds.Resources;

namespace EssReminds.Connection;

/// <summary>
/// Asks the service without any effect: a call with no flow ids, which a service that accepts key, operator, address and
/// clock answers with MissingParameter.FlowId.
/// </summary>
internal static class ConnectionCheck
{
    private const string Expected = "MissingParameter.FlowId";

    /// <exception cref="EssException">The service refuses this connection, or cannot be reached.</exception>
    public static void Run(EssConnection connection)
    {
        byte[] body = RemindRequest.Write(
            new RemindParameters { OperatorUserId = connection.OperatorUserId, ProxyOrganizationId = connection.ProxyOrganizationId }, []);
        EssCredential credential = connection.Credentials.GetAsync(CancellationToken.None).GetAwaiter().GetResult();
        Departure departure = connection.Account.Gate.WaitAsync(null, CancellationToken.None).GetAwaiter().GetResult();
        CallResult result = connection.Client
            .SendAsync(credential, DateTimeOffset.UtcNow, body, departure.Left, CancellationToken.None).GetAwaiter().GetResult();
        departure.Left();

        if (result.Fault is not { } fault || fault.ServiceCode == Expected) return;
        connection.Close();
        // What other calls may survive, this one may not: it has no ids that could be guilty, and it is asked once.
        string errorId = fault.Then is Then.EndRun or Then.CorrectClock or Then.RenewKey || fault.ErrorId == ErrorId.ConnectionFailed
            ? fault.ErrorId
            : ErrorId.VerificationFailed;
        throw EssException.OfCall(errorId, fault.ServiceCode, fault.RequestId,
            Texts.Format("ConnectionTo", connection.Endpoint), Printable.Text(fault.Message), Printable.Text(fault.Code), Printable.Text(fault.RequestId ?? "-"));
    }
}
