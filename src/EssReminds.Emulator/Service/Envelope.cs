using System;
using System.Text.Json.Serialization;

namespace EssReminds.Emulator;

/// <summary>The outermost object of every answer.</summary>
internal sealed record Envelope<T>(T Response);

/// <summary>An answer of the service.</summary>
internal abstract record ServiceAnswer
{
    [JsonPropertyOrder(1)]
    public string RequestId { get; } = Guid.NewGuid().ToString();
}

/// <summary>The answer to a call that failed as a whole.</summary>
internal sealed record ErrorAnswer(ErrorAnswer.Details Error) : ServiceAnswer
{
    internal sealed record Details(string Code, string Message);
}
