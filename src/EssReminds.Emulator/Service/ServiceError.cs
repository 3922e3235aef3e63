namespace EssReminds.Emulator;

/// <summary>An error that fails a whole call.</summary>
/// <param name="Code">The service's error code, such as <c>ResourceNotFound.Flow</c>.</param>
/// <param name="Chinese">The default message.</param>
/// <param name="English">The message for X-TC-Language: en-US.</param>
internal sealed record ServiceError(string Code, string Chinese, string English);
