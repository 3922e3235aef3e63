using System;

namespace EssReminds.Protocol;

/// <summary>Reads the JSON of an answer; null for JSON's null.</summary>
/// <exception cref="System.Text.Json.JsonException">The text is no JSON, or none of this shape.</exception>
internal delegate Answer? AnswerParser(ReadOnlySpan<byte> json);

/// <summary>Something that the service can be asked: how the call is named, and the form of its answer.</summary>
internal sealed class ServiceAction
{
    public ServiceAction(Product product, string name, AnswerParser parse) => (Product, Name, Parse) = (product, name, parse);

    public Product Product { get; }

    /// <summary>X-TC-Action.</summary>
    public string Name { get; }

    public AnswerParser Parse { get; }
}
