using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace EssReminds.Connection;

/// <summary>Keeps .NET Framework's connections within the limits, which belong to a ServicePoint there.</summary>
internal sealed class ServicePointHandler(IWebProxy? proxy, ConnectionLimits limits) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Once a request: a ServicePoint without connections is thrown away, and the next one has the defaults again.
        ServicePoint point = ServicePointManager.FindServicePoint(request.RequestUri, proxy);
        point.MaxIdleTime = (int)limits.Idle.TotalMilliseconds;
        point.ConnectionLeaseTimeout = (int)limits.Lifetime.TotalMilliseconds;
        return base.SendAsync(request, cancellationToken);
    }
}
