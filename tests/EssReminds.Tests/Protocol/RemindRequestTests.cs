using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Protocol;

public class RemindRequestTests
{
    [Fact]
    public void A_plain_body_is_the_documentations_in_compact_form() =>
        Assert.Equal(Vectors.Utf8(Vectors.E1Body), RemindRequest.Write(new RemindParameters { OperatorUserId = Vectors.Operator }, Vectors.FlowIds));

    [Fact]
    public void A_full_body_is_raw_utf8_in_the_documentations_order()
    {
        var parameters = new RemindParameters
        {
            OperatorUserId = Vectors.Operator,
            ProxyOrganizationId = "yDtwEUUckp7f87yrUygaLZxYk2SEodS7",
            RemindTypes = [EssRemindType.Sms, EssRemindType.Email],
        };
        RemindEmail[] emails = [new RemindEmail("yD3XxUUckpmidr7mUuLaEdREdOckzp2M", "张三@example.com")];
        Assert.Equal(Vectors.Utf8(Vectors.E4Body), RemindRequest.Write(parameters, Vectors.FlowIds, emails));
    }
}
