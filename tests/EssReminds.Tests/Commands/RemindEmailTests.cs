using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Threading.Tasks;
using EssReminds.Emulator;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Commands;

/// <summary>Which calls carry which addresses of -RemindEmail.</summary>
public class RemindEmailTests
{
    private static EmulatorOptions Quick => new() { Quota = 0, RecordCalls = true };

    [Theory]
    [InlineData("[pscustomobject]@{ SignId = 's'; ApproverEmail = 's@example.com'; FlowId = 'b' }")]
    [InlineData("@{ SignId = 's'; ApproverEmail = 's@example.com'; FlowId = 'b' }")]
    [InlineData("[ordered]@{ flowid = 'b'; signid = 's'; approveremail = 's@example.com' }")]
    [InlineData("[pscustomobject]@{ SignId = 's'; ApproverEmail = 's@example.com'; FlowId = \" `u{feff}b`u{200b}`t\" }")]
    public async Task An_address_with_a_flow_is_sent_only_in_the_call_of_that_flow(string email)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        shell.Send(["a", "b", "c"], $"-BatchSize 1 -RemindEmail ({email})");
        Assert.Equal(["a:", "b: s=s@example.com", "c:"], Calls(emulator));
        Assert.DoesNotContain(emulator.Calls, call => !Flows(call).Contains("b") && Json(call).TryGetProperty("RemindEmailInfos", out _));
        Assert.Empty(shell.Warnings);
    }

    [Fact]
    public async Task The_probe_before_the_first_call_names_no_address()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        // A connection that has no answer yet.
        shell.Run(
            $"$key = @{{ SecretId = '{Shell.AccountOf(emulator)}'; SecretKey = $secret }}\n"
            + "$fresh = Connect-Ess @key -OperatorUserId me -Endpoint $endpoint -PassThru\n"
            + "'a' | Send-EssFlowReminder -Connection $fresh -RemindType Email -RemindEmail @{ s = 's@example.com' }");
        Assert.Equal(2, emulator.Calls.Count);
        Assert.Empty(Flows(emulator.Calls[0]));
        Assert.False(Json(emulator.Calls[0]).TryGetProperty("RemindEmailInfos", out _));
        Assert.True(Json(emulator.Calls[1]).TryGetProperty("RemindEmailInfos", out _));
    }

    [Fact]
    public async Task The_rows_of_one_CSV_serve_as_flows_and_as_addresses()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        // Two signers of flow b, which is sent once.
        shell["rows"] = Rows(("a", "s1"), ("b", "s2"), ("b", "s3"), ("c", "s4"));

        var records = Shell.Records(shell.Run("$rows | Send-EssFlowReminder -Connection $ess -BatchSize 2 -RemindEmail $rows"));

        Assert.Equal(["a", "b", "c"], records.Select(r => r.FlowId));
        Assert.Equal(["a,b: s1=s1@example.com s2=s2@example.com s3=s3@example.com", "c: s4=s4@example.com"], Calls(emulator));
        Assert.Empty(shell.Warnings);
    }

    [Theory]
    [InlineData("@{ everywhere = 'e@example.com' }")]
    [InlineData("[pscustomobject]@{ SignId = 'everywhere'; ApproverEmail = 'e@example.com'; FlowId = '  ' }")]
    [InlineData("@{ SignId = 'everywhere'; ApproverEmail = 'e@example.com'; FlowId = $null }")]
    public async Task An_address_without_a_flow_is_sent_in_every_call_along_with_those_of_its_flows(string email)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        shell.Send(["a", "b"], $"-BatchSize 1 -RemindEmail @{{ SignId = 's'; ApproverEmail = 's@example.com'; FlowId = 'b' }}, ({email})");
        Assert.Equal(["a: everywhere=e@example.com", "b: everywhere=e@example.com s=s@example.com"], Calls(emulator));
    }

    [Fact]
    public async Task Each_half_of_a_halved_call_carries_the_addresses_of_its_own_flows()
    {
        EmulatorOptions options = Quick;
        options.Script = call => call.FlowIds.Contains("culprit") ? Faults.Error("ResourceNotFound.Flow") : null;
        await using var emulator = await EmulatorHost.StartAsync(options);
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");
        string[] ids = [.. Ids.Take(5), "culprit", .. Ids.Take(10, "yDx")];
        shell["rows"] = Rows([.. ids.Select(id => (id, "s" + id))]);

        var records = shell.Send(ids, "-RemindEmail $rows");

        Assert.Equal("culprit", Assert.Single(records, r => r.Outcome != RemindOutcome.Reminded).FlowId);
        Assert.InRange(emulator.Calls.Count, 5, 11); // 16 flows: halved four times
        Assert.All(emulator.Calls, call => Assert.Equal(Flows(call).Select(id => $"s{id}=s{id}@example.com"), Emails(call)));
    }

    [Theory]
    [InlineData("@{ SignId = 's'; ApproverEmail = 's@example.com'; FlowId = 'two words' }", "'two words' is no flow id")]
    [InlineData("[pscustomobject]@{ SignId = 's'; ApproverEmail = 's@example.com'; FlowId = 'x' * 65 }", "xxx' is no flow id")]
    [InlineData("[pscustomobject]@{ SignId = 's'; ApproverEmail = 's@example.com'; FlowId = 'a', 'b' }", "'a b' is no flow id")]
    [InlineData(
        "@{ SignId = 's'; ApproverEmail = 's@example.com'; FlowId = 'a' }, "
        + "@{ SignId = 's'; ApproverEmail = 's@example.com'; FlowId = 'b' }",
        "named twice")]
    [InlineData("@{ SignId = 's'; ApproverEmail = 's@example.com'; FlowId = 'a' }, @{ s = 's@example.com' }", "named twice")]
    public async Task Addresses_with_an_invalid_flow_or_a_repeated_signer_are_refused_before_any_call(string emails, string why)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        Assert.Empty(shell.Send(["a", "b"], $"-RemindEmail ({emails})"));
        Assert.StartsWith("RemindEmailInvalid,", shell.Terminating!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(why, shell.Terminating.ToString(), StringComparison.Ordinal);
        Assert.Empty(emulator.Calls);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("-WhatIf", 0)]
    public async Task Addresses_of_flows_that_are_not_in_the_run_are_not_sent_and_warned_of_once(string more, int calls)
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator);
        shell["rows"] = Rows(("a", "s1"), ("A", "s2"), ("c", "s3"), ("c", "s4"));

        shell.Send(["a"], "-RemindEmail $rows " + more);

        Assert.Equal(Enumerable.Repeat("a: s1=s1@example.com", calls), Calls(emulator));
        string warning = Assert.Single(shell.Warnings);
        Assert.Contains(": 3. The first: signer s2, flow A.", warning, StringComparison.Ordinal);
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public async Task Of_ten_thousand_addresses_each_call_carries_its_own()
    {
        await using var emulator = await EmulatorHost.StartAsync(Quick);
        using var shell = Shell.ConnectedTo(emulator, "-RequestsPerSecond 1000");
        shell["rows"] = Rows([.. Ids.Take(10_000).Select(id => (id, "s" + id))]);

        shell.Send(Ids.Take(500), "-RemindEmail $rows");

        Assert.Equal(5, emulator.Calls.Count);
        Assert.All(emulator.Calls, call => Assert.Equal(Flows(call).Select(id => $"s{id}=s{id}@example.com"), Emails(call)));
        Assert.Contains($"{9_500:N0}", Assert.Single(shell.Warnings), StringComparison.Ordinal);
    }

    /// <summary>What Import-Csv returns for a file with three columns; each address is named after its signer.</summary>
    private static PSObject[] Rows(params (string FlowId, string SignId)[] signers) => [.. signers.Select(signer =>
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("FlowId", signer.FlowId));
        row.Properties.Add(new PSNoteProperty("SignId", signer.SignId));
        row.Properties.Add(new PSNoteProperty("ApproverEmail", signer.SignId + "@example.com"));
        return row;
    })];

    /// <summary>The calls in the order of their flows, such as <c>a,b: signer=address</c>.</summary>
    private static IEnumerable<string> Calls(EmulatorHost emulator) =>
        emulator.Calls.Select(call => $"{string.Join(',', Flows(call))}: {string.Join(' ', Emails(call))}".TrimEnd())
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Emails(RecordedCall call) =>
        Json(call).TryGetProperty("RemindEmailInfos", out JsonElement emails)
            ? emails.EnumerateArray().Select(email => $"{email.GetProperty("SignId")}={email.GetProperty("ApproverEmail")}")
            : [];

    // Read from the body, because the emulator records nothing else of a call that met a fault.
    private static string[] Flows(RecordedCall call) =>
        [.. Json(call).GetProperty("FlowIds").EnumerateArray().Select(id => id.GetString()!)];

    private static JsonElement Json(RecordedCall call) => JsonDocument.Parse(call.Body).RootElement;
}
