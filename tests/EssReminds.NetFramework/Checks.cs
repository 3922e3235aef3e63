using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Actions.Reminders;
using EssReminds.Checkpoints;
using EssReminds.Connection;
using EssReminds.Credentials;
using EssReminds.Platform;
using EssReminds.Protocol;
using EssReminds.Tests.Support;

namespace EssReminds.NetFramework;

/// <summary>The checks that run on .NET Framework.</summary>
internal static class Checks
{
    private const int CallsAtOnce = 20;

    public static void Run(Uri emulator)
    {
        Check("json: one copy, out of desktop/", InDesktopFolder(typeof(JsonSerializer).Assembly.Location));
        foreach (string culture in (string[])["", "th-TH", "ar-SA", "fa-IR", "tr-TR"]) Check("signature " + culture, SignatureIn(culture));
        Check("body", Write(Vectors.Operator, Vectors.FlowIds).SequenceEqual(Vectors.Utf8(Vectors.E1Body)));
        Check("answer", ReadsAnAnswer());
        Check("checkpoint", ReadsWhatItWrote());
        Check("texts in Chinese", In("zh-CN", () => Texts.Get("CallGivenUp")) != In("en-US", () => Texts.Get("CallGivenUp")));
        Check("calls", CallAsync(emulator).GetAwaiter().GetResult());
    }

    private static void Check(string what, bool holds)
    {
        if (!holds) throw new InvalidOperationException("does not hold: " + what);
        Console.WriteLine("holds: " + what);
    }

    private static bool InDesktopFolder(string file) => Path.GetFileName(Path.GetDirectoryName(file)) == "desktop";

    private static T In<T>(string culture, Func<T> what)
    {
        (CultureInfo before, CultureInfo beforeUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
        try
        {
            return what();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUI);
        }
    }

    private static bool SignatureIn(string culture) => In(culture, () => Tc3Signature.Authorization(
        Vectors.Credential, "ess", Vectors.Timestamp, "ess.tencentcloudapi.com", EssClient.ContentType, Vectors.Utf8(Vectors.E1Body)))
        .EndsWith(", Signature=" + Vectors.E1Signature, StringComparison.Ordinal);

    private static byte[] Write(string operatorUserId, IReadOnlyList<string> ids) =>
        RemindRequest.Write(Callers.OfEss(operatorUserId), ids, [], []);

    private static bool ReadsAnAnswer()
    {
        byte[] json = Vectors.Utf8(
            """{"Response":{"RemindFlowRecords":[{"CanRemind":true,"FlowId":"a","RemindMessage":"签署人 王五: 催办成功；"}],"RequestId":"r"}}""");
        CallResult? result = AnswerReader.Parse(RemindAction.ServiceOf(Product.Ess), json, json.Length);
        return result is { Fault: null, RequestId: "r" } && RecordsOf(result).Single()!.RemindMessage == "签署人 王五: 催办成功；";
    }

    private static List<RemindAnswerRecord?> RecordsOf(CallResult result) => ((RemindAnswer)result.Body).RemindFlowRecords!;

    private static bool ReadsWhatItWrote()
    {
        using var stream = new MemoryStream();
        var written = new RemindFlowRecord("a") { Outcome = RemindOutcome.PartlyReminded, RemindMessage = "催办成功" };
        CheckpointLine<RemindFlowRecord>.WriteRecord(stream, written);
        RemindFlowRecord? read = CheckpointLine<RemindFlowRecord>.TryParse(stream.ToArray())?.Record;
        return (read?.FlowId, read?.Outcome, read?.RemindMessage) == ("a", RemindOutcome.PartlyReminded, "催办成功");
    }

    /// <summary>Signed calls over HTTP, more at once than .NET Framework's default of two connections.</summary>
    private static async Task<bool> CallAsync(Uri emulator)
    {
        using HttpClient http = EssHttp.CreateClient(new ConnectionSettings { Endpoint = emulator });
        var client = new EssClient(http, emulator, TimeSpan.FromSeconds(60));
        EssCredential key = Vectors.Key("AKIDEmulatorEmulatorEmulatorEXAMPLE", "EmulatorSecretKeyEmulatorEXAMPLE");
        CallResult[] results = await Task.WhenAll(Enumerable.Range(0, CallsAtOnce).Select(n => client.SendAsync(
            RemindAction.ServiceOf(Product.Ess), key, DateTimeOffset.UtcNow, Write(Vectors.Operator, ["framework" + n]), null,
            CancellationToken.None))).ConfigureAwait(false);
        foreach (CallResult result in results.Where(result => result.Fault is not null)) Console.Error.WriteLine(result.Fault!.Message);
        return results.All(result => result.Fault is null && RecordsOf(result).Count == 1);
    }
}
