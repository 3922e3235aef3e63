using System;
using System.Linq;
using EssReminds.Protocol;
using EssReminds.Records;
using EssReminds.Runs;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Runs;

/// <summary>What the records of a failed call say, and which errors tell of them.</summary>
public class CallReportTests
{
    private static readonly CallFault Lost = new(ErrorId.OutcomeUnknown, Remedy.Unknown, "lost");
    private static readonly CallFault Refused =
        new(ErrorId.FlowNotFound, Remedy.Halve, "not found", "ResourceNotFound.Flow", "r1");

    private readonly CallReport<RemindFlowRecord> _report =
        new(new RunSignals(), ids => $"{ids.Count} flows", ErrorTexts.General);

    private readonly RemindFlowRecord[] _records = [.. Ids.Take(4).Select(id => new RemindFlowRecord(id))];

    [Fact]
    public void A_failed_call_is_one_error_about_its_items()
    {
        _report.Fail(_records, Refused);
        EssException error = Assert.Single(_report.Errors);
        Assert.Equal((ErrorId.FlowNotFound, "ResourceNotFound.Flow", "r1"), (error.ErrorId, error.ServiceCode, error.RequestId));
        Assert.Equal(Ids.Take(4), error.Ids);
        Assert.All(_records, record => Assert.Equal(
            (RemindOutcome.Failed, "ResourceNotFound.Flow", "not found", "r1"),
            (record.Outcome, record.ErrorCode, record.ErrorMessage, record.RequestId)));
    }

    [Fact]
    public void Items_in_doubt_stay_in_doubt_with_the_newest_answer_and_an_error_of_their_own()
    {
        Assert.Equal(Ids.Take(2), _report.Mark(_records[..2], Lost));
        _report.Fail(_records, Refused);

        Assert.Equal([ErrorId.StillUnknown, ErrorId.FlowNotFound], _report.Errors.Select(error => error.ErrorId));
        Assert.Equal([Ids.Take(2), Ids.Take(4)[2..]], _report.Errors.Select(error => error.Ids));
        Assert.Equal(
            [RemindOutcome.Unknown, RemindOutcome.Unknown, RemindOutcome.Failed, RemindOutcome.Failed],
            _records.Select(record => record.Outcome));
        Assert.All(_records, record => Assert.Equal(("ResourceNotFound.Flow", "r1"), (record.ErrorCode, record.RequestId)));
    }

    [Fact]
    public void Items_that_are_all_in_doubt_make_one_error_and_others_none()
    {
        _report.Mark(_records, Lost);
        _report.Fail(_records, Refused);
        Assert.Equal(ErrorId.StillUnknown, Assert.Single(_report.Errors).ErrorId);
    }

    [Fact]
    public void Doubt_keeps_its_own_cause_where_the_resent_call_got_no_answer()
    {
        _report.Mark(_records[..2], Lost);
        _report.Mark(_records[2..], new CallFault(ErrorId.OutcomeUnknown, Remedy.Unknown, "odd", "InternalError", "r2"));
        Assert.Empty(_report.Mark(_records, new CallFault(ErrorId.NotSent, Remedy.Fail, "not sent")));

        Assert.Equal([Ids.Take(2), Ids.Take(4)[2..]], _report.Errors.Select(error => error.Ids));
        Assert.All(_report.Errors, error => Assert.Equal(ErrorId.OutcomeUnknown, error.ErrorId));
        Assert.Equal([null, "r2"], _report.Errors.Select(error => error.RequestId));
        Assert.Equal(["lost", "lost", "odd", "odd"], _records.Select(record => record.ErrorMessage));
        Assert.Contains("lost", _report.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("odd", _report.Errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Doubt_of_the_checkpoint_is_named_as_such()
    {
        ((IItemRecord)_records[0]).Fail(ErrorId.UnknownInCheckpoint, ErrorId.UnknownInCheckpoint, "in the file", null, inDoubt: true);
        _report.Mark(_records[..1], new CallFault(ErrorId.NotSent, Remedy.Fail, "not sent"));
        Assert.Equal(ErrorId.UnknownInCheckpoint, Assert.Single(_report.Errors).ErrorId);
    }

    [Fact]
    public void Only_an_error_that_ends_the_run_says_that_the_rest_was_not_sent()
    {
        string ended = Texts.Get("RunEnded").Trim();
        var denied = new CallFault(ErrorId.PermissionDenied, Remedy.Fail, "denied");
        Assert.DoesNotContain(ended, _report.ErrorOf(denied, Ids.Take(1)).Message, StringComparison.Ordinal);
        EssException end = _report.ErrorOf(denied.With(Remedy.EndRun), Ids.Take(1));
        Assert.EndsWith(ended, end.Message.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(Ids.Take(1), end.Ids);
    }

    [Fact]
    public void An_error_from_before_the_call_is_reported_as_itself_about_the_items()
    {
        EssException cause = EssException.Of(ErrorId.EndpointInvalid, "key");
        EssException error = _report.ErrorOf(new CallFault(cause, Remedy.EndRun), Ids.Take(2));
        Assert.Equal((cause.ErrorId, cause.Message), (error.ErrorId, error.Message));
        Assert.Equal(Ids.Take(2), error.Ids);
    }

    [Theory]
    [InlineData("no such flow.", "ResourceNotFound.Flow", "no such flow (ResourceNotFound.Flow)")]
    [InlineData("找不到。", "ResourceNotFound.Flow", "找不到 (ResourceNotFound.Flow)")]
    [InlineData("", "ResourceNotFound.Flow", "ResourceNotFound.Flow")]
    [InlineData("lost", null, "lost")]
    [InlineData("", null, ErrorId.FlowNotFound)]
    [InlineData("missing", ErrorId.RecordMissing, "missing")] // a code of ours says nothing that the error id does not
    public void A_reason_is_the_services_message_with_its_code_and_without_a_full_stop(string message, string? code, string reason) =>
        Assert.Equal(reason, CallErrors.ReasonOf(new CallFault(ErrorId.FlowNotFound, Remedy.Fail, message, code)));

    [Fact]
    public void A_request_id_is_named_where_there_is_one()
    {
        Assert.Equal("", CallErrors.RequestIdOf(null));
        Assert.Contains("r1", CallErrors.RequestIdOf("r1"), StringComparison.Ordinal);
    }
}
