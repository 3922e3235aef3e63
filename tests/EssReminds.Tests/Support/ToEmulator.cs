using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Tests.Support;

/// <summary>Sends requests to an emulator whatever host they name, with that host's name on them.</summary>
internal sealed class ToEmulator(Uri address) : DelegatingHandler(new HttpClientHandler { UseProxy = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = address;
        return base.SendAsync(request, cancellationToken);
    }
}
