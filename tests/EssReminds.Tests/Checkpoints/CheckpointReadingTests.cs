using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using EssReminds.Checkpoints;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Checkpoints;

public class CheckpointReadingTests
{
    private const string Start = """{"Checkpoint":2,"Endpoint":"http://e","OperatorUserId":"me"}""" + "\n";

    private static readonly CheckpointHeader Header = new() { Endpoint = "http://e", OperatorUserId = "me" };

    private static readonly string[] Messages = ["", "签署人 王五: 催办成功；", "\"\n\\", "a\u2028b"];

    private static readonly Gen<string> AnyId = Gen.Char['a', 'f'].Select(c => c.ToString());

    /// <summary>A line of a checkpoint: announced flows, or the outcome of one flow.</summary>
    private static readonly Gen<(string[] Flows, string? Outcome, string Message)> AnyLine = Gen.OneOf(
        AnyId.Array[1, 4].Select(flows => (flows.Distinct().ToArray(), (string?)null, "")),
        Gen.Select(AnyId, Gen.OneOf([.. RemindOutcome.All]), Gen.Int[0, Messages.Length - 1])
            .Select((id, outcome, message) => (new[] { id }, (string?)outcome, Messages[message])));

    [Fact]
    public void A_file_cut_at_any_byte_keeps_its_complete_lines_and_can_be_appended_to() =>
        Gen.Select(AnyLine.List[0, 12], AnyLine, Gen.Int[0, int.MaxValue]).Sample((lines, more, at) =>
        {
            var ends = new List<long>();
            var written = new CheckpointDisk();
            using (var checkpoint = new Checkpoint<RemindFlowRecord>(written, "file", Header, static id => new RemindFlowRecord(id)))
            {
                foreach (var line in lines)
                {
                    Write(checkpoint, line);
                    ends.Add(written.End);
                }
            }

            byte[] bytes = [.. written.Bytes, .. new byte[at % 3 * 1000]]; // with or without zeros allocated in advance
            int cut = at % (bytes.Length + 1);
            CheckpointDisk file = File(bytes[..cut]);

            // A line that lacks only its line end counts as complete.
            List<(string[], string?, string)> whole = [.. lines.Where((_, n) => ends[n] - 1 <= cut)];
            Assert.Equal(Model(whole), Read(file, checkpoint => Write(checkpoint, more)));
            whole.Add(more);
            Assert.Equal(Model(whole), Read(file, _ => { }));
            Assert.StartsWith(Start, file.Text, StringComparison.Ordinal);
        }, iter: 1000);

    [Theory]
    [InlineData("{\"FlowId\":\"a\",\"Outc")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"FlowId\":\"a\"}")]
    [InlineData("{\"Outcome\":\"Reminded\"}")]
    [InlineData("{\"FlowId\":\"a\",\"Outcome\":\"Reminded\",\"Unheard\":1}")]
    [InlineData("{\"FlowId\":\"a\",\"Outcome\":\"reminded!\"}")]
    [InlineData("{\"FlowId\":\"a\",\"Outcome\":0}")]
    [InlineData("{\"FlowId\":\"\",\"Outcome\":\"Reminded\"}")]
    [InlineData("{\"FlowId\":\"a b\",\"Outcome\":\"Reminded\"}")]
    [InlineData("{\"FlowId\":\"a\",\"Outcome\":\"Reminded\",\"Sending\":[\"b\"]}")]
    [InlineData("{\"Sending\":[null]}")]
    [InlineData("{\"Sending\":\"a\"}")]
    [InlineData("{\"FlowId\":\"a\",\"Outcome\":\"Reminded\"}{\"FlowId\":\"b\",\"Outcome\":\"Reminded\"}")]
    [InlineData("{\"Checkpoint\":1,\"Endpoint\":\"http://e\",\"OperatorUserId\":\"me\"}")]
    [InlineData("\0\0\0\0")]
    public void A_damaged_line_is_reported_by_number_in_the_middle_and_cut_off_at_the_end(string damaged)
    {
        const string Good = " {\"FlowId\":\"z\",\"Outcome\":\"Reminded\"}\n";
        using CheckpointDisk middle = File(Start + Good + damaged + "\n" + Good);
        byte[] before = middle.Bytes;
        var error = Assert.Throws<EssException>(
            () => new Checkpoint<RemindFlowRecord>(middle, "run.jsonl", Header, static id => new RemindFlowRecord(id)));
        Assert.Equal(ErrorId.CheckpointDamaged, error.ErrorId);
        Assert.Contains("3", error.Message.Replace("run.jsonl", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(before, middle.Bytes);

        using CheckpointDisk last = File(Start + Good + damaged + "\n");
        using var checkpoint = new Checkpoint<RemindFlowRecord>(last, "run.jsonl", Header, static id => new RemindFlowRecord(id));
        Assert.Equal(RemindOutcome.Reminded, checkpoint.Find("z")!.Outcome);
        Assert.Equal(Start + Good, last.Text);
    }

    [Theory]
    [InlineData("yDwVwUyKQWho8CUuO4zjEyQOAgwvr4Zy\n")]
    [InlineData("yDwVwUyKQWho8CUuO4zjEyQOAgwvr4Zy")]
    [InlineData("FlowId,Outcome\na,Reminded\n")]
    [InlineData("{\"FlowId\":\"a\",\"Outcome\":\"Reminded\"}\n")]
    [InlineData("{\"name\":\"a setting\"}")]
    [InlineData("\0\0PK")]
    public void A_file_that_is_no_checkpoint_is_refused_and_left_as_it_is(string text)
    {
        using CheckpointDisk file = File(text);
        byte[] before = file.Bytes;
        var error = Assert.Throws<EssException>(
            () => new Checkpoint<RemindFlowRecord>(file, "ids.txt", Header, static id => new RemindFlowRecord(id)));
        Assert.Equal(ErrorId.CheckpointDamaged, error.ErrorId);
        Assert.Equal(before, file.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Check")]
    [InlineData("{\"Checkpoint\":1,\"Endpoint\":\"htt")]
    [InlineData("\0\0\0\0\0\0")]
    public void A_torn_header_is_rewritten(string text)
    {
        using CheckpointDisk file = File(text);
        using var checkpoint = new Checkpoint<RemindFlowRecord>(file, "run.jsonl", Header, static id => new RemindFlowRecord(id));
        Assert.Equal(Start, file.Text);
    }

    [Fact]
    public void Windows_line_ends_are_accepted()
    {
        using CheckpointDisk file = File(
            Start.Replace("\n", "\r\n", StringComparison.Ordinal) + "{\"Sending\":[\"a\"]}\r\n{\"Sending\":[\"b\"]}");
        using var checkpoint = new Checkpoint<RemindFlowRecord>(file, "run.jsonl", Header, static id => new RemindFlowRecord(id));
        Assert.Equal(RemindOutcome.Unknown, checkpoint.Find("a")!.Outcome);
        Assert.Equal(RemindOutcome.Unknown, checkpoint.Find("b")!.Outcome);
    }

    [Fact]
    public void A_line_of_some_megabytes_is_read_and_one_longer_than_any_answer_is_damage()
    {
        string longMessage = new('x', 4_000_000);
        using CheckpointDisk file = File(Start + $"{{\"FlowId\":\"a\",\"Outcome\":\"NotReminded\",\"RemindMessage\":\"{longMessage}\"}}\n");
        using (var checkpoint = new Checkpoint<RemindFlowRecord>(file, "run.jsonl", Header, static id => new RemindFlowRecord(id)))
            Assert.Equal(longMessage, checkpoint.Find("a")!.RemindMessage);

        using CheckpointDisk endless = File(Start + new string(' ', 17_000_000) + "\n{}\n");
        var error = Assert.Throws<EssException>(
            () => new Checkpoint<RemindFlowRecord>(endless, "run.jsonl", Header, static id => new RemindFlowRecord(id)));
        Assert.Equal(ErrorId.CheckpointDamaged, error.ErrorId);
    }

    [Fact]
    public async Task A_record_is_read_back_as_it_was_written()
    {
        var record = new RemindFlowRecord("yDw1")
        {
            Outcome = RemindOutcome.PartlyReminded,
            CanRemind = true,
            RemindMessage = "签署人 张三: 催办成功；签署人 李四: 此签署人已催办过；",
            RequestId = "request",
            ErrorCode = "code",
            ErrorMessage = "two\nlines, \"quoted\"",
        };
        var file = new CheckpointDisk();
        using (var checkpoint = new Checkpoint<RemindFlowRecord>(file, "run.jsonl", Header, static id => new RemindFlowRecord(id)))
            await checkpoint.RecordAsync([record]);
        using var again = new Checkpoint<RemindFlowRecord>(file, "run.jsonl", Header, static id => new RemindFlowRecord(id));
        RemindFlowRecord found = again.Find("yDw1")!;
        Assert.Equal(
            (record.FlowId, record.Outcome, record.CanRemind, record.RemindMessage),
            (found.FlowId, found.Outcome, found.CanRemind, found.RemindMessage));
        Assert.Equal((record.RequestId, record.ErrorCode, record.ErrorMessage), (found.RequestId, found.ErrorCode, found.ErrorMessage));
        Assert.Equal(["张三", "李四"], found.Signers.Select(s => s.Name));
        Assert.Equal([true, false], found.Signers.Select(s => s.Reminded));
    }

    [Fact]
    public async Task Reading_a_long_file_can_be_cancelled_and_leaves_it_unchanged()
    {
        var file = new CheckpointDisk();
        using (var checkpoint = new Checkpoint<RemindFlowRecord>(file, "run.jsonl", Header, static id => new RemindFlowRecord(id)))
            for (int i = 0; i < 200; i++) (await checkpoint.AnnounceAsync(Ids.Take(100), default)).Dispose(); // 700 KB
        byte[] bytes = file.Bytes;
        using var stop = new CancellationTokenSource();
        int readings = 0;
        file.OnRead = () =>
        {
            if (++readings == 2) stop.Cancel();
        };

        Assert.Throws<OperationCanceledException>(() => new Checkpoint<RemindFlowRecord>(
            file, "run.jsonl", Header, static id => new RemindFlowRecord(id), null, stop.Token));

        Assert.Equal(2, readings);
        Assert.Equal(bytes, file.Bytes);
    }

    private static CheckpointDisk File(string text) => File(Encoding.UTF8.GetBytes(text));

    private static CheckpointDisk File(byte[] bytes)
    {
        var file = new CheckpointDisk();
        file.Write(bytes, 0, bytes.Length);
        return file;
    }

    private static void Write(Checkpoint<RemindFlowRecord> checkpoint, (string[] Flows, string? Outcome, string Message) line)
    {
        RemindFlowRecord[] flows =
        [
            .. line.Flows.Select(
                id => new RemindFlowRecord(id) { Outcome = line.Outcome ?? RemindOutcome.Failed, RemindMessage = line.Message }),
        ];
        if (line.Outcome is null) checkpoint.AnnounceAsync(line.Flows, default).GetAwaiter().GetResult().Dispose();
        else checkpoint.RecordAsync(flows).GetAwaiter().GetResult();
    }

    /// <summary>The expected state of each flow: its last outcome, or Unknown if it was announced since.</summary>
    private static SortedDictionary<string, string> Model(IEnumerable<(string[] Flows, string? Outcome, string Message)> lines)
    {
        var said = new SortedDictionary<string, string>();
        foreach (var (flows, outcome, message) in lines)
            foreach (string id in flows) said[id] = outcome is null ? "Unknown UnknownInCheckpoint" : outcome + " " + message;

        foreach (string id in said.Keys.Where(id => said[id].StartsWith("Failed", StringComparison.Ordinal)).ToArray()) said.Remove(id);
        return said;
    }

    private static SortedDictionary<string, string> Read(CheckpointDisk file, Action<Checkpoint<RemindFlowRecord>> then)
    {
        using var checkpoint = new Checkpoint<RemindFlowRecord>(file, "file", Header, static id => new RemindFlowRecord(id));
        var said = new SortedDictionary<string, string>();
        foreach (string id in "abcdef".Select(c => c.ToString()))
            if (checkpoint.Find(id) is { } record) said[id] = record.Outcome + " " + (record.ErrorCode ?? record.RemindMessage);

        then(checkpoint);
        return said;
    }
}
