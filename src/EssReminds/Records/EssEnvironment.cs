namespace EssReminds;

/// <summary>The service's environments.</summary>
public enum EssEnvironment
{
    /// <summary>ess.tencentcloudapi.com.</summary>
    Production,

    /// <summary>ess.test.ess.tencent.cn (联调), with keys of its own.</summary>
    Test,
}
