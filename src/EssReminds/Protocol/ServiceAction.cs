using System;

namespace EssReminds.Protocol;

/// <summary>Reads the JSON of an answer; null for JSON's null.</summary>
/// <exception cref="System.Text.Json.JsonException">The text is no JSON, or none of this shape.</exception>
internal delegate Answer? AnswerParser(ReadOnlySpan<byte> json);

/// <summary>Something that the service can be asked: how the call is named, and the form of its answer.</summary>
internal sealed class ServiceAction
{
    private readonly ErrorRule[] _rules;

    /// <param name="product">What it belongs to.</param>
    /// <param name="name">X-TC-Action.</param>
    /// <param name="parse">Reads an answer.</param>
    /// <param name="rules">What error codes mean here, where that is not what they mean elsewhere.</param>
    public ServiceAction(Product product, string name, AnswerParser parse, params ErrorRule[] rules) =>
        (Product, Name, Parse, _rules) = (product, name, parse, rules);

    public Product Product { get; }

    /// <summary>X-TC-Action.</summary>
    public string Name { get; }

    public AnswerParser Parse { get; }

    /// <summary>What an error code means in the answer to this action.</summary>
    public ErrorRule RuleOf(string code) => Array.Find(_rules, rule => rule.Covers(code)) ?? ErrorCatalog.Find(code);
}
