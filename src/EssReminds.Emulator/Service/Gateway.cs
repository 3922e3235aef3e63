using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace EssReminds.Emulator;

/// <summary>Answers calls in the order of a real gateway: action, signature, quota, parameters, and then the flows.</summary>
internal sealed class Gateway(
    EmulatorOptions options, EmulatorClock clock, KnownKeys keys, FlowBook book, Tally tally, FaultPlan faults, Replies replies)
{
    private const string Action = "CreateFlowReminds";
    private const string Version = "2020-11-11";

    private readonly SignatureVerifier _verifier = new(keys, clock);
    private readonly AccountQuota _quota = new(options, clock.StartedAt);
    private readonly Latency _latency = new(options);
    private readonly ConcurrentBag<CallState> _states = [];

    /// <summary>Answers one call.</summary>
    /// <param name="http">The request.</param>
    /// <param name="arrived">When it arrived, since the start.</param>
    /// <param name="record">Its record, where raw requests are recorded.</param>
    public async Task AnswerAsync(HttpContext http, TimeSpan arrived, RecordedCall? record)
    {
        int number = tally.Arrive(arrived);
        if (!_states.TryTake(out CallState? state)) state = new CallState();
        state.Record = record;
        if (record is not null) record.Number = number;
        try
        {
            await AnswerAsync(http, arrived, number, state);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client has gone, or the emulator is being stopped.
        }
        finally
        {
            tally.Leave();
            state.Clear();
            _states.Add(state);
        }
    }

    private async Task AnswerAsync(HttpContext http, TimeSpan arrived, int number, CallState state)
    {
        if (state.Record is not null || options.Script is not null) await ReadBodyAsync(http, state);
        FaultDraw draw = faults.Draw(number, state);
        bool carriedOut = false;
        if (draw.CarriesOut)
        {
            if (!state.BodyRead) await ReadBodyAsync(http, state);
            carriedOut = Serve(http.Request.Headers, arrived, state);
        }

        if (_latency.Next() is { Ticks: > 0 } delay) await Task.Delay(delay, clock.Time, http.RequestAborted);

        // A fault that loses the answer of a call carried out has nothing to do where the call was refused.
        if (draw.Fault is { } fault && carriedOut == draw.CarriesOut)
        {
            tally.Fault(fault.Name);
            if (state.Record is { } record) record.Fault = fault.Name;
            await fault.HappenAsync(new FaultScene(http, state.Answer, replies, faults, IsEnglish(http.Request.Headers)));
            NoteError(state);
        }
        else
        {
            NoteError(state); // before the client hears of it, and looks
            await replies.SendAsync(http, state.Answer.Body);
        }
    }

    private void NoteError(CallState state)
    {
        if (state.Answer.ErrorCode is not { } code) return;
        tally.Error(code);
        if (state.Record is not null) state.Record.ErrorCode = code;
    }

    private static async ValueTask ReadBodyAsync(HttpContext http, CallState state)
    {
        await state.ReadBodyAsync(http.Request);
        if (state.Record is not null) state.Record.Body = state.Body.ToArray();
    }

    /// <summary>Carries a call out and writes its answer.</summary>
    /// <returns>Whether it was carried out.</returns>
    private bool Serve(IHeaderDictionary headers, TimeSpan arrived, CallState state)
    {
        ServiceError? error = Check(headers, arrived, state) ?? book.Remind(state.Request, state.Answer);
        if (state.Record is { } record)
        {
            record.UserId = state.Request.UserId;
            record.ProxyOrganizationId = state.Request.ProxyOrganizationId;
            record.FlowIds = state.Request.FlowIds.ToStrings();
            record.CarriedOut = error is null;
        }

        if (error is null) tally.CarryOut();
        else state.Answer.WriteError(error, IsEnglish(headers));
        return error is null;
    }

    private ServiceError? Check(IHeaderDictionary headers, TimeSpan arrived, CallState state)
    {
        state.Request.Clear();
        string action = headers["X-TC-Action"].ToString();
        if (action.Length == 0) return ServiceErrors.MissingHeader("Action");
        if (action != Action) return ServiceErrors.InvalidAction(action);
        string version = headers["X-TC-Version"].ToString();
        if (version.Length == 0) return ServiceErrors.MissingHeader("Version");
        if (version != Version) return ServiceErrors.NoSuchVersion;
        if (state.TooLarge) return ServiceErrors.RequestTooLarge;

        if (_verifier.Verify(headers, state.Body.Span, out string account) is { } failure) return failure;
        if (_quota.Enter(account, arrived) is { } refusal)
        {
            tally.Refuse();
            return refusal;
        }

        return ReminderCallReader.Read(state.Body.Span, options.Api, state.Request);
    }

    private static bool IsEnglish(IHeaderDictionary headers) => headers["X-TC-Language"] == "en-US";
}
