using EssReminds.Actions.Reminders;
using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Actions;

public class RemindRequestTests
{
    [Fact]
    public void A_body_of_ids_only_is_the_documentations_example_without_whitespace() =>
        Assert.Equal(Vectors.Utf8(Vectors.E1Body), RemindRequest.Write(Callers.Ess, Vectors.FlowIds, [], []));

    [Fact]
    public void A_body_with_every_field_is_raw_utf8_in_the_documentations_order()
    {
        var caller = Callers.OfEss(Vectors.Operator, "yDtwEUUckp7f87yrUygaLZxYk2SEodS7");
        RemindEmail[] emails = [new RemindEmail("yD3XxUUckpmidr7mUuLaEdREdOckzp2M", "张三@example.com")];
        byte[] body = RemindRequest.Write(caller, Vectors.FlowIds, [EssRemindType.Sms, EssRemindType.Email], emails);
        Assert.Equal(Vectors.Utf8(Vectors.E4Body), body);
    }
}
