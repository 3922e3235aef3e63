using System;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Threading;
using EssReminds.Actions.Reminders;
using EssReminds.Commands;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Protocol;
using EssReminds.Records;
using EssReminds.Runs;

namespace EssReminds;

/// <summary>Connect-Ess: makes a connection, the session's own and the process's newest.</summary>
[Cmdlet(VerbsCommunications.Connect, "Ess", DefaultParameterSetName = DiscoverSet)]
[OutputType(typeof(EssConnection))]
public sealed class ConnectEssCommand : PSCmdlet, IDisposable
{
    private const string DiscoverSet = "Discover";
    private const string CredentialSet = "Credential";
    private const string KeySet = "Key";
    private const string ProfileSet = "Profile";
    private const string RoleSet = "InstanceRole";
    private const string OperatorVariable = "ESS_OPERATOR_ID";

    private readonly CancellationTokenSource _stop = new();

    /// <summary>SecretId as the user name, SecretKey as the password.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CredentialSet)]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The public half of the key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    public string SecretId { get; set; } = "";

    /// <summary>The secret half of the key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    [ValidateNotNull]
    public SecureString? SecretKey { get; set; }

    /// <summary>The token of a temporary key.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = KeySet)]
    [ValidateNotNull]
    public SecureString? SessionToken { get; set; }

    /// <summary>A section of the SDKs' credentials file, or a profile of tccli.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ProfileName { get; set; }

    /// <summary>Use the role bound to this machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RoleSet)]
    public SwitchParameter InstanceRole { get; set; }

    /// <summary>The role's name, right behind -InstanceRole; without it the machine is asked.</summary>
    [Parameter(Position = 0, ParameterSetName = RoleSet)]
    [ValidateNotNullOrEmpty]
    public string? RoleName { get; set; }

    /// <summary>A stand-in for the metadata service, on this machine.</summary>
    [Parameter(ParameterSetName = DiscoverSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = RoleSet)]
    [ValidateNotNull]
    public Uri? MetadataEndpoint { get; set; }

    /// <summary>The employee in whose name reminders go out.</summary>
    [Parameter]
    public string? OperatorUserId { get; set; }

    /// <summary>The subsidiary that a group company acts for.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ProxyOrganizationId { get; set; }

    /// <summary>Which of the service's two homes to call.</summary>
    [Parameter]
    public EssEnvironment Environment { get; set; }

    /// <summary>Another address; it beats -Environment.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Endpoint { get; set; }

    /// <summary>The account's quota in calls a second.</summary>
    [Parameter]
    [ValidateRange(Pace.Slowest, 1_000_000.0)]
    public double RequestsPerSecond { get; set; } = 20;

    /// <summary>The time limit of one call, its body included.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>The proxy to use instead of the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>The user and password for the proxy: that of -Proxy, or the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Use the credentials of the user who is logged on for the proxy.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Use no proxy, not even the system's.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>Ask the service at once whether key, permission, address and clock are right.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <summary>Emit the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            EssConnection connection = Connect();
            SessionConnection.Set(connection);
            if (PassThru) WriteObject(connection);
        }
        catch (EssException e)
        {
            // The next line of a pasted script would go through that one, to another organization perhaps.
            string more = SessionConnection.Find() is { } stays ? Texts.Format("ConnectionStays", stays) : "";
            ThrowTerminatingError(ErrorRecords.Of(e.With(Printable.Text(more)), null));
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private EssConnection Connect()
    {
        ICredentials? login = ProxyRules.Login(Proxy, NoProxy, ProxyCredential?.GetNetworkCredential(), ProxyUseDefaultCredentials);
        var environment = new CredentialEnvironment { Warn = WriteWarning, MetadataEndpoint = MetadataEndpoint };
        var settings = new ConnectionSettings
        {
            Endpoint = ConnectionSettings.Check(Endpoint ?? EnvironmentEndpoint(environment)),
            OperatorUserId = Operator(environment),
            ProxyOrganizationId = ProxyOrganizationId is null ? null : Identifier("-ProxyOrganizationId", ProxyOrganizationId),
            RequestsPerSecond = RequestsPerSecond,
            TimeoutSec = TimeoutSec,
            Proxy = Proxy is null ? null : ProxyRules.Check(Proxy, login),
            SystemProxyCredentials = Proxy is null ? login : null,
            NoProxy = NoProxy,
        };
        if (settings.UsesSystemProxy) ProxyRules.CheckSystem(settings.Endpoint);
        var connection = EssConnection.Open(settings, FindKey(environment), _stop.Token);
        bool good = false;
        try
        {
            if (Verify) Probe(connection);
            good = true;
        }
        finally
        {
            if (!good) connection.Close();
        }

        return connection;
    }

    private void Probe(EssConnection connection)
    {
        var action = new RemindAction(connection.Caller, [], new RemindEmailMap());
        ServiceProbe.VerifyAsync(connection, action.Service, action.Write([]), _stop.Token).GetAwaiter().GetResult();
    }

    private CredentialSource FindKey(CredentialEnvironment environment) => ParameterSetName switch
    {
        CredentialSet => OfParameters("-Credential", Credential!.UserName, Credential.Password),
        KeySet => OfParameters("-SecretId, -SecretKey", SecretId, SecretKey!),
        ProfileSet => CredentialChain.FindProfile(environment, ProfileName!, _stop.Token),
        RoleSet => Credentials.InstanceRole.Connect(environment, RoleName, _stop.Token),
        _ => CredentialChain.Find(environment, _stop.Token),
    };

    private FixedCredentialSource OfParameters(string names, string secretId, SecureString secretKey) =>
        new("Parameter", KeyRules.Check(secretId, Secrets.Reveal(secretKey), SessionToken is null ? null : Secrets.RevealText(SessionToken), part =>
            part == KeyRules.SessionToken ? "-SessionToken" : names));

    private string Operator(CredentialEnvironment environment)
    {
        string? id = OperatorUserId ?? environment.Variable(OperatorVariable);
        return string.IsNullOrWhiteSpace(id)
            ? throw EssException.Of(ErrorId.OperatorMissing)
            : Identifier(OperatorUserId is null ? OperatorVariable : "-OperatorUserId", id!);
    }

    private static string Identifier(string name, string value)
    {
        string id = FlowIds.Trim(value);
        return id.Length > 0 && FlowIds.HasNoBlanks(id) ? id : throw EssException.Of(ErrorId.IdentifierInvalid, name, Printable.Excerpt(id));
    }

    private Uri EnvironmentEndpoint(CredentialEnvironment environment)
    {
        EssEnvironment chosen = MyInvocation.BoundParameters.ContainsKey(nameof(Environment))
            ? Environment
            : environment.Variable("ESS_ENV")?.Trim().ToLowerInvariant() switch
            {
                null or "online" => EssEnvironment.Production,
                "test" => EssEnvironment.Test,
                var other => throw EssException.Of(ErrorId.EnvironmentInvalid, other),
            };
        return chosen == EssEnvironment.Test ? Product.Ess.TestEndpoint : Product.Ess.ProductionEndpoint;
    }
}
