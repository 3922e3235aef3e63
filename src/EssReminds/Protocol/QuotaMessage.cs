using System.Globalization;

namespace EssReminds.Protocol;

/// <summary>
/// Reads the account's real quota out of a refusal: it stands in the second pair of backticks, as in
/// <c>您当前每秒请求 `6` 次，超过了每秒频率上限 `5`，请稍后重试。</c>
/// </summary>
internal static class QuotaMessage
{
    /// <summary>Fewer calls a second than one in a hundred seconds are no quota, but a typing error in the text.</summary>
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
