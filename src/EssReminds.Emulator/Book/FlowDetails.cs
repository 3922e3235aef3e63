using System;
using System.Globalization;

namespace EssReminds.Emulator;

/// <summary>The details of a flow for look-ups: its description, completed with values generated from its id.</summary>
internal sealed class FlowDetails(BookedFlow flow, DateTimeOffset startedAt)
{
    private const int SecondsOfADay = 86_400;

    private static readonly string[] Types = ["劳动合同", "房屋租赁合同", "采购协议", "保密协议", "服务协议"];

    public string FlowId => flow.FlowId;

    public FlowStatus Status => flow.Status;

    public BookedSigner[] Signers => flow.Signers;

    public string Type => flow.Description.Type ?? Types[flow.Hash % (ulong)Types.Length];

    public string Name => flow.Description.Name ?? string.Create(CultureInfo.InvariantCulture, $"{Type}{1000 + (flow.Hash % 9000)}");

    public string Description => flow.Description.Description ?? "";

    public string Message => flow.Description.Message ?? "";

    public string Creator => flow.Description.Creator
        ?? string.Create(CultureInfo.InvariantCulture, $"yDCreator{flow.Hash % 8}XXXXXXXXXXXXXXXXXXXXXX");

    public string? TemplateId => flow.Description.TemplateId;

    /// <summary>In Unix seconds; if not given, 1 to 30 days before the emulator's start.</summary>
    public long CreatedOn => flow.Description.CreatedOn is { } given
        ? given.ToUnixTimeSeconds()
        : startedAt.ToUnixTimeSeconds() - SecondsOfADay - (long)(flow.Hash % (29 * SecondsOfADay));

    /// <summary>In Unix seconds; if not given, 60 days after its creation.</summary>
    public long Deadline =>
        flow.Description.Deadline is { } given ? given.ToUnixTimeSeconds()
        : flow.Description.DeadlineIn is { } span ? (startedAt + span).ToUnixTimeSeconds()
        : CreatedOn + (60 * SecondsOfADay);

    /// <summary>When a signer signed, in Unix seconds; 0 if not yet.</summary>
    public long SignedOn(BookedSigner signer) =>
        signer.Description.SignedOn is { } given ? given.ToUnixTimeSeconds()
        : signer.State == SignerState.Signed ? CreatedOn + 3600
        : 0;
}
