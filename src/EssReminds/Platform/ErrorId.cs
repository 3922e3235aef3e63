using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace EssReminds.Platform;

/// <summary>
/// Every error id of the module: the first part of an error's FullyQualifiedErrorId, stable across versions. Each has a message and an
/// <c>_Action</c> message of the same name in Texts.resx, and a row in about_EssReminds_Errors.
/// </summary>
internal static class ErrorId
{
    // Pipeline input
    public const string FlowIdMissing = nameof(FlowIdMissing);
    public const string FlowGroupIdMissing = nameof(FlowGroupIdMissing);

    // Runs
    public const string InvalidFlowId = nameof(InvalidFlowId);
    public const string FlowNotFound = nameof(FlowNotFound);
    public const string FlowRefused = nameof(FlowRefused);
    public const string InvalidRequest = nameof(InvalidRequest);
    public const string UnknownParameter = nameof(UnknownParameter);
    public const string RateLimited = nameof(RateLimited);
    public const string ConnectionFailed = nameof(ConnectionFailed);
    public const string LimitExceeded = nameof(LimitExceeded);
    public const string CallRefused = nameof(CallRefused);
    public const string OutcomeUnknown = nameof(OutcomeUnknown);
    public const string LookupFailed = nameof(LookupFailed);
    public const string RecordMissing = nameof(RecordMissing);
    public const string NotSent = nameof(NotSent);
    public const string StillUnknown = nameof(StillUnknown);
    public const string RecordsContradict = nameof(RecordsContradict);
    public const string RefusedBeforeService = nameof(RefusedBeforeService);

    // Runs that end early: no later call can succeed
    public const string AuthenticationFailed = nameof(AuthenticationFailed);
    public const string PermissionDenied = nameof(PermissionDenied);
    public const string AccountNotReady = nameof(AccountNotReady);
    public const string ClockSkewed = nameof(ClockSkewed);
    public const string TokenExpired = nameof(TokenExpired);
    public const string ServiceMismatch = nameof(ServiceMismatch);
    public const string AddressDenied = nameof(AddressDenied);
    public const string ServiceUnavailable = nameof(ServiceUnavailable);
    public const string AllRefused = nameof(AllRefused);

    // Connections and credentials
    public const string NotConnected = nameof(NotConnected);
    public const string Disconnected = nameof(Disconnected);
    public const string OperatorMissing = nameof(OperatorMissing);
    public const string CallerIncomplete = nameof(CallerIncomplete);
    public const string CallerAmbiguous = nameof(CallerAmbiguous);
    public const string IdentifierInvalid = nameof(IdentifierInvalid);
    public const string IdentifierTooLong = nameof(IdentifierTooLong);
    public const string EndpointNotHttps = nameof(EndpointNotHttps);
    public const string EndpointInvalid = nameof(EndpointInvalid);
    public const string ProxyInvalid = nameof(ProxyInvalid);
    public const string CredentialMissing = nameof(CredentialMissing);
    public const string CredentialInvalid = nameof(CredentialInvalid);
    public const string CredentialSourceBroken = nameof(CredentialSourceBroken);
    public const string ProfileNotFound = nameof(ProfileNotFound);
    public const string ProfileExpired = nameof(ProfileExpired);
    public const string AssumeRoleUnsupported = nameof(AssumeRoleUnsupported);
    public const string InstanceRoleUnavailable = nameof(InstanceRoleUnavailable);
    public const string EnvironmentInvalid = nameof(EnvironmentInvalid);
    public const string VerificationFailed = nameof(VerificationFailed);

    // Reminder parameters
    public const string RemindEmailInvalid = nameof(RemindEmailInvalid);
    public const string NotInProduct = nameof(NotInProduct);

    // Checkpoints
    public const string CheckpointDamaged = nameof(CheckpointDamaged);
    public const string CheckpointForeign = nameof(CheckpointForeign);
    public const string CheckpointInUse = nameof(CheckpointInUse);
    public const string CheckpointNotWritable = nameof(CheckpointNotWritable);
    public const string UnknownInCheckpoint = nameof(UnknownInCheckpoint);
    public const string NotInDoubt = nameof(NotInDoubt);
    public const string CheckpointNotReadable = nameof(CheckpointNotReadable);

    private static readonly HashSet<string> All =
        [.. typeof(ErrorId).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.Name)];

    /// <summary>Whether a code is one of the module's own.</summary>
    public static bool IsKnown(string code) => All.Contains(code);
}
