namespace EssReminds.Emulator;

/// <summary>Personal data as the service masks them.</summary>
internal static class Masked
{
    public static string Name(string name) => name.Length > 0 ? name[..1] + "**" : name;

    public static string Mobile(string mobile) => mobile.Length > 7 ? mobile[..3] + "****" + mobile[^4..] : "****";
}
