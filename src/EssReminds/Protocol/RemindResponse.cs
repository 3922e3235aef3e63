using System.Collections.Generic;

namespace EssReminds.Protocol;

/// <summary>The answer to CreateFlowReminds as it stands on the wire, an old gateway's form included.</summary>
internal sealed class RemindResponse
{
    public ResponseBody? Response { get; set; }

    /// <summary><c>code</c>.</summary>
    public int? GatewayCode { get; set; }

    /// <summary><c>codeDesc</c>.</summary>
    public string? GatewayError { get; set; }

    /// <summary><c>message</c>.</summary>
    public string? GatewayMessage { get; set; }

    internal sealed class ResponseBody
    {
        public ResponseError? Error { get; set; }
        public List<ResponseRecord?>? RemindFlowRecords { get; set; }
        public string? RequestId { get; set; }
    }

    internal sealed class ResponseError
    {
        public string? Code { get; set; }
        public string? Message { get; set; }
    }

    internal sealed class ResponseRecord
    {
        public string? FlowId { get; set; }
        public bool? CanRemind { get; set; }
        public string? RemindMessage { get; set; }
    }
}
