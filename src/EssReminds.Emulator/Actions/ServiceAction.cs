using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EssReminds.Emulator;

/// <summary>Something that a product can be asked to do.</summary>
internal abstract class ServiceAction(string name)
{
    public string Name => name;

    /// <summary>Whether the number of calls in a day is limited, too.</summary>
    public bool LimitedByDay { get; init; }

    /// <summary>Carries a call out, or nothing of it.</summary>
    /// <returns>The answer's bytes.</returns>
    public abstract Outcome<ReadOnlyMemory<byte>> Serve(ReadOnlySpan<byte> body, ServiceScope scope);
}

/// <summary>An action by what it reads, what it does and what it writes.</summary>
internal sealed class ServiceAction<TRequest, TAnswer>(
    string name,
    JsonTypeInfo<TRequest> requestType,
    JsonTypeInfo<Envelope<TAnswer>> answerType,
    Func<TRequest, ServiceScope, Outcome<TAnswer>> handle)
    : ServiceAction(name)
    where TRequest : ServiceRequest
    where TAnswer : ServiceAnswer
{
    public override Outcome<ReadOnlyMemory<byte>> Serve(ReadOnlySpan<byte> body, ServiceScope scope)
    {
        if (Read(body) is not { } request) return ServiceErrors.MalformedBody;
        if (request.FirstUnknown is { } unknown) return ServiceErrors.UnknownParameter(unknown);
        if (request.CallerError is { } error) return error;
        Outcome<TAnswer> outcome = handle(request, scope);
        if (outcome.Error is { } failure) return failure;
        return WireJson.Write(outcome.Value!, answerType);
    }

    private TRequest? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, requestType);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped half of a surrogate pair.
            return null;
        }
    }
}
