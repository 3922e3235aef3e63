using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EssReminds.Emulator;

/// <summary>An action of a product.</summary>
internal abstract class ServiceAction(string name)
{
    public string Name => name;

    /// <summary>Whether there is also a daily limit on its calls.</summary>
    public bool LimitedByDay { get; init; }

    /// <summary>Carries out a call, completely or not at all.</summary>
    /// <returns>The answer in JSON, or the error.</returns>
    public abstract Outcome<ReadOnlyMemory<byte>> Serve(ReadOnlySpan<byte> body, ServiceScope scope);
}

/// <summary>An action with its request type, its handler and its answer type.</summary>
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
            // InvalidOperationException: an escaped lone surrogate.
            return null;
        }
    }
}
