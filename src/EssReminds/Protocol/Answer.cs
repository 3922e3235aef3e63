using System.Text.Json.Serialization;

namespace EssReminds.Protocol;

/// <summary>The envelope of every answer, including the error format of first-generation gateways.</summary>
internal abstract class Answer
{
    [JsonPropertyName("code")]
    public int? GatewayCode { get; set; }

    [JsonPropertyName("codeDesc")]
    public string? GatewayError { get; set; }

    [JsonPropertyName("message")]
    public string? GatewayMessage { get; set; }

    [JsonIgnore]
    public abstract AnswerBody? Body { get; }
}

/// <summary>The answer to one action.</summary>
/// <typeparam name="TBody">The content of its Response besides Error and RequestId.</typeparam>
internal sealed class Answer<TBody> : Answer
    where TBody : AnswerBody
{
    public TBody? Response { get; set; }

    public override AnswerBody? Body => Response;
}

/// <summary>The fields that the Response of every answer has.</summary>
internal abstract class AnswerBody
{
    public ServiceError? Error { get; set; }

    public string? RequestId { get; set; }

    /// <summary>The number of results in the answer; null where the list is missing, as after an error.</summary>
    [JsonIgnore]
    public abstract int? ResultCount { get; }
}

/// <summary>The Error object of a failed call.</summary>
internal sealed class ServiceError
{
    public string? Code { get; set; }

    public string? Message { get; set; }
}
