namespace EssReminds.Emulator;

/// <summary>Why a call failed as a whole.</summary>
/// <param name="Code">Of the service's list, such as <c>ResourceNotFound.Flow</c>.</param>
/// <param name="Chinese">The message by default.</param>
/// <param name="English">The message for X-TC-Language: en-US.</param>
internal sealed record ServiceError(string Code, string Chinese, string English);
