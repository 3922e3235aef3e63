namespace EssReminds.Emulator;

/// <summary>Masks personal data as the service does.</summary>
internal static class Masked
{
    public static string Name(string name) => name.Length > 0 ? name[..1] + "**" : name;

    public static string Mobile(string mobile) => mobile.Length > 7 ? mobile[..3] + "****" + mobile[^4..] : "****";
}
