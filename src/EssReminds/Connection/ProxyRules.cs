using System;
using System.Net;
using System.Net.Http;

namespace EssReminds.Connection;

/// <summary>Validates a proxy before anything is sent through it.</summary>
internal static class ProxyRules
{
    /// <summary>The proxy schemes that the runtime's HTTP stack supports.</summary>
    private static readonly string[] Schemes = NetFramework.IsHere ? ["http"] : ["http", "https", "socks4", "socks4a", "socks5"];

    /// <summary>The proxy credentials, by the rules of Invoke-WebRequest; without -Proxy they are for the system's proxy.</summary>
    /// <exception cref="EssException">Two of the parameters are mutually exclusive.</exception>
    public static ICredentials? Login(Uri? proxy, bool noProxy, NetworkCredential? credential, bool useDefault)
    {
        string? login = credential is not null ? "-ProxyCredential" : useDefault ? "-ProxyUseDefaultCredentials" : null;
        if (noProxy && (proxy is not null || login is not null)) throw Excluding(proxy is null ? login! : "-Proxy", "-NoProxy");
        if (credential is not null && useDefault) throw Excluding(login!, "-ProxyUseDefaultCredentials");
        return useDefault ? CredentialCache.DefaultCredentials : credential;
    }

    /// <exception cref="EssException">The address is not valid for a proxy.</exception>
    public static WebProxy Check(Uri address, ICredentials? login)
    {
        if (!address.IsAbsoluteUri || address.Host.Length == 0) throw Invalid("ProxyAddress", address);
        if (address.UserInfo.Length > 0) throw Invalid("ProxyLogin", address);
        CheckScheme(address);
        return new WebProxy(address) { Credentials = login };
    }

    /// <summary>Checks the default proxy set in the session; one configured in the operating system is left to the HTTP stack.</summary>
    /// <exception cref="EssException">The HTTP stack does not support its scheme.</exception>
    public static void CheckSystem(Uri endpoint)
    {
        object? proxy = NetFramework.IsHere
            ? WebRequest.DefaultWebProxy
            : typeof(HttpClient).GetProperty("DefaultProxy")?.GetValue(null); // not in netstandard2.0
        // Only WebProxy: other kinds may need the network to find the address.
        if (proxy is WebProxy known && !known.IsBypassed(endpoint) && known.GetProxy(endpoint) is { } address) CheckScheme(address);
    }

    private static EssException Invalid(string text, Uri address) =>
        EssException.Of(ErrorId.ProxyInvalid, Texts.Format(text, Printable.Address(address)));

    private static EssException Excluding(string one, string other) =>
        EssException.Of(ErrorId.ProxyInvalid, Texts.Format("ExcludeEachOther", one, other));

    private static void CheckScheme(Uri address)
    {
        if (Array.IndexOf(Schemes, address.Scheme) >= 0) return;
        throw EssException.Of(
            ErrorId.ProxyInvalid,
            Texts.Format("ProxyScheme", Printable.Address(address), string.Join(Texts.Get("ListSeparator"), Schemes)));
    }
}
