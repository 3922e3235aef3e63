using System.Globalization;

namespace EssReminds.Protocol;

/// <summary>
/// Extracts the account's actual quota from a refusal's message, where it is in the second pair of backticks: <c>您当前每秒请求 `6` 次，超过了每秒频率上限
/// `5`，请稍后重试。</c>
/// </summary>
internal static class QuotaMessage
{
    /// <summary>Less than one call per hundred seconds is not a quota but an error in the text.</summary>
    private const double Least = 0.01;

    public static double? Read(string message)
    {
        string[] parts = message.Split('`');
        return parts.Length >= 5
            && double.TryParse(parts[3], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double quota)
            && quota >= Least
                ? quota
                : null;
    }
}
