using EssReminds.Actions.Reminders;
using EssReminds.Protocol;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Actions;

public class RemindRequestTests
{
    [Fact]
    public void A_plain_body_is_the_documentations_in_compact_form() =>
        Assert.Equal(Vectors.Utf8(Vectors.E1Body), RemindRequest.Write(Callers.Ess, Vectors.FlowIds, [], []));

    [Fact]
    public void A_full_body_is_raw_utf8_in_the_documentations_order()
    {
        var caller = Callers.OfEss(Vectors.Operator, "yDtwEUUckp7f87yrUygaLZxYk2SEodS7");
        RemindEmail[] emails = [new RemindEmail("yD3XxUUckpmidr7mUuLaEdREdOckzp2M", "张三@example.com")];
        byte[] body = RemindRequest.Write(caller, Vectors.FlowIds, [EssRemindType.Sms, EssRemindType.Email], emails);
        Assert.Equal(Vectors.Utf8(Vectors.E4Body), body);
    }
}
