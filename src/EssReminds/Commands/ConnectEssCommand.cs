using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Threading;
using EssReminds.Actions.Reminders;
using EssReminds.Commands;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Protocol;
using EssReminds.Runs;

namespace EssReminds;

/// <summary>Connect-Ess: opens a connection and makes it the session's own, and the newest of the process.</summary>
[Cmdlet(VerbsCommunications.Connect, "Ess", DefaultParameterSetName = DiscoverSet)]
[OutputType(typeof(EssConnection))]
public sealed class ConnectEssCommand : PSCmdlet, IDisposable
{
    private const string DiscoverSet = "Discover";
    private const string CredentialSet = "Credential";
    private const string KeySet = "Key";
    private const string ProfileSet = "Profile";
    private const string RoleSet = "InstanceRole";

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

    /// <summary>The role's name, positional after -InstanceRole; by default the metadata service names it.</summary>
    [Parameter(Position = 0, ParameterSetName = RoleSet)]
    [ValidateNotNullOrEmpty]
    public string? RoleName { get; set; }

    /// <summary>The address of a stand-in for the metadata service; it must be on this machine.</summary>
    [Parameter(ParameterSetName = DiscoverSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = RoleSet)]
    [ValidateNotNull]
    public Uri? MetadataEndpoint { get; set; }

    /// <summary>The user id of the employee on whose behalf reminders are sent.</summary>
    [Parameter]
    public string? OperatorUserId { get; set; }

    /// <summary>The subsidiary on whose behalf a group company calls.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ProxyOrganizationId { get; set; }

    /// <summary>The third-party application through which the organization signs; with it the product essbasic is called.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AppId { get; set; }

    /// <summary>The organization, by the application's own id for it (OpenId).</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OrganizationOpenId { get; set; }

    /// <summary>The employee on whose behalf reminders are sent, by the application's own id (OpenId).</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OperatorOpenId { get; set; }

    /// <summary>The service environment to call: production or test.</summary>
    [Parameter]
    public EssEnvironment Environment { get; set; }

    /// <summary>The service address; overrides -Environment.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Endpoint { get; set; }

    /// <summary>The account's quota, in calls a second.</summary>
    [Parameter]
    [ValidateRange(Pace.Slowest, 1_000_000.0)]
    public double RequestsPerSecond { get; set; } = ConnectionSettings.DefaultRequestsPerSecond;

    /// <summary>The time-out for one call in seconds, including the response body.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = ConnectionSettings.DefaultTimeoutSec;

    /// <summary>The proxy to use instead of the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>The credential for the proxy, whether given by -Proxy or the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Authenticate to the proxy as the logged-on user.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Use no proxy, not even the system's.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>Check key, permission, address and clock with the service right away.</summary>
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
            // Say which connection stays: the next line of a pasted script would use it, perhaps for another organization.
            string more = SessionConnection.Find() is { } stays ? Texts.Format("ConnectionStays", stays.Operator, stays.Endpoint) : "";
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
        Uri? endpoint = Endpoint is null ? null : ConnectionSettings.Check(Endpoint);
        Caller caller = CallerChoice.Choose(GivenIds(), environment.Variable);
        var settings = new ConnectionSettings
        {
            Endpoint = endpoint ?? EnvironmentEndpoint(caller.Product, environment),
            RequestsPerSecond = RequestsPerSecond,
            TimeoutSec = TimeoutSec,
            Proxy = Proxy is null ? null : ProxyRules.Check(Proxy, login),
            SystemProxyCredentials = Proxy is null ? login : null,
            NoProxy = NoProxy,
        };
        if (settings.UsesSystemProxy) ProxyRules.CheckSystem(settings.Endpoint);
        var connection = EssConnection.Open(settings, caller, FindKey(environment), _stop.Token);
        bool good = false;
        try
        {
            if (Verify)
            {
                Probe(connection);
                WriteVerbose(Printable.Text(Texts.Format("Verified", connection.Endpoint, connection.Operator)));
            }

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
        CredentialSet => OfParameters(_ => "-Credential", Credential!.UserName, Credential.Password),
        KeySet => OfParameters(part => "-" + part, SecretId, SecretKey!),
        ProfileSet => CredentialChain.FindProfile(environment, ProfileName!, _stop.Token),
        RoleSet => Credentials.InstanceRole.Connect(environment, RoleName, _stop.Token),
        _ => CredentialChain.Find(environment, _stop.Token),
    };

    private FixedCredentialSource OfParameters(Func<string, string> parameterOf, string secretId, SecureString secretKey) =>
        new("Parameter", KeyRules.Check(
            secretId, Secrets.Reveal(secretKey), SessionToken is null ? null : Secrets.RevealText(SessionToken),
            part => part == KeyRules.SessionToken ? "-SessionToken" : parameterOf(part)));

    /// <summary>The caller ids given as parameters, by name.</summary>
    private Dictionary<string, string> GivenIds()
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (CallerField field in Product.All.SelectMany(product => product.CallerFields))
            if (MyInvocation.BoundParameters.TryGetValue(field.Name, out object? value) && value is string id) given.Add(field.Name, id);

        return given;
    }

    private Uri EnvironmentEndpoint(Product product, CredentialEnvironment environment)
    {
        EssEnvironment chosen = MyInvocation.BoundParameters.ContainsKey(nameof(Environment))
            ? Environment
            : environment.Variable("ESS_ENV")?.Trim().ToLowerInvariant() switch
            {
                null or "online" => EssEnvironment.Production,
                "test" => EssEnvironment.Test,
                var other => throw EssException.Of(ErrorId.EnvironmentInvalid, other),
            };
        return chosen == EssEnvironment.Test ? product.TestEndpoint : product.ProductionEndpoint;
    }
}
