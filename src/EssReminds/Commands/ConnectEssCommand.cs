using System;
using System.Management.Automation;
using System.Net;
using System.Security;
using EssReminds.Connection;
using EssReminds.Credentials;

namespace EssReminds.Commands;

/// <summary>The two homes of the service.</summary>
public enum EssEnvironment
{
    /// <summary>ess.tencentcloudapi.com.</summary>
    Production,

    /// <summary>ess.test.ess.tencent.cn (联调), with keys of its own.</summary>
    Test,
}

/// <summary>Connect-Ess: sets the connection that the whole process uses.</summary>
[Cmdlet(VerbsCommunications.Connect, "Ess", DefaultParameterSetName = DiscoverSet)]
[OutputType(typeof(EssConnection))]
public sealed class ConnectEssCommand : PSCmdlet
{
    private const string DiscoverSet = "Discover";
    private const string CredentialSet = "Credential";
    private const string KeySet = "Key";
    private const string ProfileSet = "Profile";
    private const string RoleSet = "InstanceRole";

    /// <summary>SecretId as the user name, SecretKey as the password.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CredentialSet)]
    [ValidateNotNull]
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
    [ValidateRange(0.01, 1_000_000.0)]
    public double RequestsPerSecond { get; set; } = 20;

    /// <summary>The time limit of one call, its body included.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>The proxy to use instead of the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>The user and password for the proxy.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

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
            EssConnection.Current = connection;
            if (PassThru) WriteObject(connection);
        }
        catch (EssException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e, null));
        }
    }

    private EssConnection Connect()
    {
        var environment = new CredentialEnvironment { Warn = WriteWarning, MetadataEndpoint = MetadataAddress() };
        var settings = new ConnectionSettings
        {
            Endpoint = ConnectionSettings.Check(Endpoint ?? EnvironmentEndpoint(environment)),
            OperatorUserId = Operator(environment),
            ProxyOrganizationId = ProxyOrganizationId,
            RequestsPerSecond = RequestsPerSecond,
            TimeoutSec = TimeoutSec,
            Proxy = WebProxy(),
            NoProxy = NoProxy,
        };
        CredentialSource source = FindKey(environment);
        var connection = EssConnection.Open(settings, source);
        if (Verify) ConnectionCheck.Run(connection);
        return connection;
    }

    private CredentialSource FindKey(CredentialEnvironment environment) => ParameterSetName switch
    {
        CredentialSet => OfParameters("-Credential", Credential!.UserName, Credential.Password),
        KeySet => OfParameters("-SecretId, -SecretKey", SecretId, SecretKey!),
        ProfileSet => CredentialChain.FindProfile(environment, ProfileName!),
        RoleSet => Credentials.InstanceRole.Connect(environment, RoleName),
        _ => CredentialChain.Find(environment),
    };

    private FixedCredentialSource OfParameters(string names, string secretId, SecureString secretKey) =>
        new("Parameter", KeyRules.Check(secretId, Secrets.Reveal(secretKey), SessionToken is null ? null : Secrets.Reveal(SessionToken), names));

    private string Operator(CredentialEnvironment environment)
    {
        string id = (OperatorUserId ?? environment.Variable("ESS_OPERATOR_ID") ?? "").Trim();
        return id.Length > 0 ? id : throw EssException.Of(ErrorId.OperatorMissing);
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
        return chosen == EssEnvironment.Test ? ConnectionSettings.TestEndpoint : ConnectionSettings.ProductionEndpoint;
    }

    private Uri MetadataAddress()
    {
        Uri? given = MetadataEndpoint;
        if (given is null && System.Environment.GetEnvironmentVariable("ESS_METADATA_ENDPOINT") is { Length: > 0 } variable)
            given = Uri.TryCreate(variable, UriKind.Absolute, out Uri? address) ? address : throw EssException.Of(ErrorId.EndpointInvalid, variable);
        if (given is null) return CredentialEnvironment.DefaultMetadataEndpoint;
        return given.IsAbsoluteUri && given.IsLoopback ? given : throw EssException.Of(ErrorId.EndpointInvalid, given);
    }

    private WebProxy? WebProxy()
    {
        if (Proxy is null) return null;
        if (!Proxy.IsAbsoluteUri || Proxy.UserInfo.Length > 0) throw EssException.Of(ErrorId.EndpointInvalid, Proxy.IsAbsoluteUri ? Proxy.Host : Proxy.OriginalString);
        return new WebProxy(Proxy) { Credentials = ProxyCredential?.GetNetworkCredential() };
    }
}
