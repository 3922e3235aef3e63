using System.Text.Json.Serialization;

namespace EssReminds.Protocol;

/// <summary>The envelope of every answer, an old gateway's form of a failure included.</summary>
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
/// <typeparam name="TBody">What its Response has beside Error and RequestId.</typeparam>
internal sealed class Answer<TBody> : Answer
    where TBody : AnswerBody
{
    public TBody? Response { get; set; }

    public override AnswerBody? Body => Response;
}

/// <summary>What stands in the Response of every answer.</summary>
internal abstract class AnswerBody
{
    public ServiceError? Error { get; set; }

    public string? RequestId { get; set; }

    /// <summary>How many results the answer lists; null where the list itself is missing, as after an error.</summary>
    [JsonIgnore]
    public abstract int? ResultCount { get; }
}

/// <summary>The service's word that a call failed.</summary>
internal sealed class ServiceError
{
    public string? Code { get; set; }

    public string? Message { get; set; }
}
