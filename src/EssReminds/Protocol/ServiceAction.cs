using System;

namespace EssReminds.Protocol;

/// <summary>Deserializes an answer; null for JSON's null.</summary>
/// <exception cref="System.Text.Json.JsonException">The text is not JSON, or does not have this shape.</exception>
internal delegate Answer? AnswerParser(ReadOnlySpan<byte> json);

/// <summary>An action of the service: its name, the form of its answer, and the error codes that mean something special in it.</summary>
internal sealed class ServiceAction
{
    private readonly ErrorRule[] _rules;

    /// <param name="product">Its product.</param>
    /// <param name="name">Its name, sent as X-TC-Action.</param>
    /// <param name="parse">Reads an answer.</param>
    /// <param name="rules">What error codes mean here, where that is not what they mean elsewhere.</param>
    public ServiceAction(Product product, string name, AnswerParser parse, params ErrorRule[] rules) =>
        (Product, Name, Parse, _rules) = (product, name, parse, rules);

    public Product Product { get; }

    /// <summary>Its name, sent as X-TC-Action.</summary>
    public string Name { get; }

    public AnswerParser Parse { get; }

    /// <summary>What an error code means in the answer to this action.</summary>
    public ErrorRule RuleOf(string code) => Array.Find(_rules, rule => rule.Covers(code)) ?? ErrorCatalog.Find(code);
}
