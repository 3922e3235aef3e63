using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Connection;

/// <summary>Applies the connection limits on .NET Framework, where they are set on a ServicePoint.</summary>
internal sealed class ServicePointHandler(IWebProxy? proxy, ConnectionLimits limits) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // On every request: a ServicePoint without connections is discarded, and its successor starts with the defaults.
        ServicePoint point = ServicePointManager.FindServicePoint(request.RequestUri, proxy);
        point.MaxIdleTime = (int)limits.Idle.TotalMilliseconds;
        point.ConnectionLeaseTimeout = (int)limits.Lifetime.TotalMilliseconds;
        return base.SendAsync(request, cancellationToken);
    }
}
