using System.Globalization;

namespace EssReminds.Emulator;

/// <summary>The errors that the emulator returns, with messages in both languages of the service.</summary>
internal static class ServiceErrors
{
    public const string RateLimitCode = "RequestLimitExceeded";

    public static readonly ServiceError InvalidAuthorization = new("AuthFailure.InvalidAuthorization",
        "请求头 Authorization 的格式不正确。", "The Authorization header is malformed.");

    public static readonly ServiceError SecretIdNotFound = new("AuthFailure.SecretIdNotFound",
        "SecretId 不存在，请检查后重试。", "The SecretId is not known. Please check it.");

    public static readonly ServiceError SignatureExpire = new("AuthFailure.SignatureExpire",
        "签名已过期：Timestamp 与服务器时间相差超过五分钟，请校准本地时间。",
        "The signature has expired: the timestamp is more than five minutes away from the server's time.");

    public static readonly ServiceError SignatureFailure = new("AuthFailure.SignatureFailure",
        "签名验证失败，请检查签名的计算。", "The signature does not match the request. Please check how it is computed.");

    public static readonly ServiceError TokenFailure = new("AuthFailure.TokenFailure",
        "Token 错误或已过期。", "The token is wrong or has expired.");

    public static readonly ServiceError NoSuchVersion = new("NoSuchVersion",
        "接口版本不存在。", "The API version does not exist.");

    public static readonly ServiceError MissingUserId = new("MissingParameter.UserId",
        "缺少用户id，请检查后重试。", "The request lacks the required parameter `Operator.UserId`.");

    public static readonly ServiceError MissingFlowId = new("MissingParameter.FlowId",
        "缺少签署流程id，请检查修改后重试。", "The request lacks flow ids.");

    public static readonly ServiceError TooManyFlowIds = new("InvalidParameterValue",
        "参数取值错误：FlowIds 最多100个。", "Wrong parameter value: `FlowIds` takes at most 100 ids.");

    public static readonly ServiceError MalformedBody = new("InvalidParameter",
        "参数错误：请求体不是合法的 JSON，或参数类型不正确。",
        "The body is no valid JSON, or a parameter has the wrong type.");

    public static readonly ServiceError UnsupportedNotifyType = new("InvalidParameter.NotifyType",
        "不支持的通知类型，请检查并联系客服处理。", "`RemindTypes` knows SMS and EMAIL only.");

    public static readonly ServiceError RequestTooLarge = new("RequestSizeLimitExceeded",
        "请求体超过大小限制。", "The request is larger than the limit.");

    public static readonly ServiceError FlowNotFound = new("ResourceNotFound.Flow",
        "签署流程未找到，请检查参数。", "A flow was not found. Please check the parameters.");

    public static readonly ServiceError NoFlowPermission = new("OperationDenied.NoFlowPermission",
        "无权限操作签署流程，请联系客服了解权限，并在修改后重试。", "There is no permission for a flow.");

    public static readonly ServiceError NoViewPermission = new("OperationDenied",
        "无查看权限，请检查后重试。", "There is no permission to view a flow.");

    public static readonly ServiceError InvalidFlowId = new("FailedOperation",
        "无效的流程合同Id，请检查后重试。", "A flow id is not valid.");

    public static readonly ServiceError OutQueryLimit = new("OperationDenied.OutQueryLimit",
        "查询限频，请先联系客服了解限频策略，稍后重试。", "The calls of this day are used up.");

    public static readonly ServiceError InvalidFlowIdValue = new("InvalidParameterValue",
        "参数取值错误：FlowIds 中的流程不存在。", "Wrong parameter value: `FlowIds` names a flow that does not exist.");

    public static readonly ServiceError InvalidFlowIds = new("InvalidParameter.FlowIds",
        "流程id不正确，请检查后重试。", "A flow id is not valid.");

    public static readonly ServiceError InvalidOpenId = new("InvalidParameter.OpenId",
        "OpenId不正确。", "An OpenId is not valid.");

    public static readonly ServiceError FlowHasTerminated = new("OperationDenied.FlowHasTerminated",
        "签署流程已经被终止，请检查。", "A flow has been terminated. Please check.");

    public static readonly ServiceError InternalError = new("InternalError.System",
        "系统错误，请稍后重试。", "A system error occurred. Please try again later.");

    public static readonly ServiceError PlainRefusal = new(RateLimitCode,
        "请求的次数超过了频率限制。", "The calls exceed the frequency limit.");

    public static ServiceError MissingHeader(string name) => new("MissingParameter",
        $"缺少公共参数 `{name}`。", $"The request lacks the required parameter `{name}`.");

    public static ServiceError MissingMember(string name) => new("MissingParameter",
        $"缺少参数 `{name}`。", $"The request lacks the required parameter `{name}`.");

    public static ServiceError InvalidAction(string action) => new("InvalidAction",
        $"接口 `{action}` 不存在。", $"The action `{action}` does not exist.");

    public static ServiceError UnknownParameter(string name) => new("UnknownParameter",
        $"未知参数 `{name}`。", $"The parameter `{name}` is not recognized.");

    /// <summary>The quota refusal that states the limit, in the service's exact words.</summary>
    public static ServiceError Refusal(int attempted, double limit)
    {
        string number = limit.ToString("0.##", CultureInfo.InvariantCulture);
        return new ServiceError(RateLimitCode,
            string.Create(
                CultureInfo.InvariantCulture,
                $"您当前每秒请求 `{attempted}` 次，超过了每秒频率上限 `{number}`，请稍后重试。"),
            string.Create(CultureInfo.InvariantCulture,
                $"Your current request times equals to `{attempted}` in a second, which exceeds the frequency limit `{number}` for a ")
                + "second. Please reduce the frequency of calls.");
    }

    /// <summary>The error for a code.</summary>
    public static ServiceError OfCode(string code) => code switch
    {
        "ResourceNotFound.Flow" => FlowNotFound,
        "OperationDenied.FlowHasTerminated" => FlowHasTerminated,
        "InternalError.System" => InternalError,
        RateLimitCode => PlainRefusal,
        _ => new ServiceError(code, $"请求失败（{code}）。", $"The request failed ({code})."),
    };
}
