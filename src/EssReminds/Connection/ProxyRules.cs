using System;
using System.Net;
using System.Net.Http;

namespace EssReminds.Connection;

/// <summary>Judges a proxy before anything is sent through it.</summary>
internal static class ProxyRules
{
    /// <summary>Those that the runtime's HTTP stack speaks.</summary>
    private static readonly string[] Schemes = NetFramework.IsHere ? ["http"] : ["http", "https", "socks4", "socks4a", "socks5"];

    /// <summary>The credentials for the proxy, by the rules of Invoke-WebRequest; they may also be for the system's proxy.</summary>
    /// <exception cref="EssException">Two of them exclude each other.</exception>
    public static ICredentials? Login(Uri? proxy, bool noProxy, NetworkCredential? credential, bool useDefault)
    {
        string? login = credential is not null ? "-ProxyCredential" : useDefault ? "-ProxyUseDefaultCredentials" : null;
        if (noProxy && (proxy is not null || login is not null)) throw Excluding(proxy is null ? login! : "-Proxy", "-NoProxy");
        if (credential is not null && useDefault) throw Excluding(login!, "-ProxyUseDefaultCredentials");
        return useDefault ? CredentialCache.DefaultCredentials : credential;
    }

    /// <exception cref="EssException">The address cannot be a proxy's.</exception>
    public static WebProxy Check(Uri address, ICredentials? login)
    {
        if (!address.IsAbsoluteUri || address.Host.Length == 0) throw Invalid("ProxyAddress", address);
        if (address.UserInfo.Length > 0) throw Invalid("ProxyLogin", address);
        CheckScheme(address);
        return new WebProxy(address) { Credentials = login };
    }

    /// <summary>The proxy that the session has set for all its calls; the HTTP stack knows the operating system's kinds.</summary>
    /// <exception cref="EssException">It is of a kind that the HTTP stack cannot speak to.</exception>
    public static void CheckSystem(Uri endpoint)
    {
        object? proxy = NetFramework.IsHere
            ? WebRequest.DefaultWebProxy
            : typeof(HttpClient).GetProperty("DefaultProxy")?.GetValue(null); // not named by netstandard2.0
        // Others may have to ask the network for the address.
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
