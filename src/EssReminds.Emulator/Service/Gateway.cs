using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace EssReminds.Emulator;

/// <summary>Answers calls, checking in the order of a real gateway: action, signature, quota, then the action itself.</summary>
internal sealed class Gateway(
    EmulatorOptions options, EmulatorClock clock, KnownKeys keys, FlowBook book, Tally tally, FaultPlan faults, Replies replies)
{
    private readonly SignatureVerifier _verifier = new(keys, clock);
    private readonly AccountQuota _quota = new(options, clock.StartedAt);
    private readonly DailyQuota _daily = new(options, clock);
    private readonly Latency _latency = new(options);
    private readonly ServiceScope _scope = new(book, options);

    /// <summary>Answers one call.</summary>
    /// <param name="http">The request and its response.</param>
    /// <param name="arrived">The time of arrival, since the start.</param>
    /// <param name="record">The call's record if raw requests are recorded, else null.</param>
    public async Task AnswerAsync(HttpContext http, TimeSpan arrived, RecordedCall? record)
    {
        string? action = Product.KnownAction(http.Request.Headers["X-TC-Action"].ToString());
        int number = tally.Arrive(arrived, action);
        if (record is not null) record.Number = number;
        try
        {
            await AnswerAsync(new Call(http, number, arrived, record));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client has disconnected, or the emulator is stopping.
        }
        finally
        {
            tally.Leave(action);
        }
    }

    private async Task AnswerAsync(Call call)
    {
        if (call.Record is not null || options.Script is not null)
        {
            await call.ReadBodyAsync();
            call.Record?.Fill(call);
        }

        FaultDraw draw = faults.Draw(call);
        bool carriedOut = false;
        if (draw.CarriesOut)
        {
            await call.ReadBodyAsync();
            carriedOut = Serve(call);
        }

        if (_latency.Next() is { Ticks: > 0 } delay) await Task.Delay(delay, clock.Time, call.Http.RequestAborted);

        // A fault that carries the call out and loses its answer does not apply to a call that was refused.
        if (draw.Fault is { } fault && carriedOut == draw.CarriesOut)
        {
            tally.Fault(fault.Name);
            if (call.Record is { } record) record.Fault = fault.Name;
            await fault.ApplyAsync(new FaultContext(call, replies, faults));
            NoteError(call);
        }
        else
        {
            NoteError(call); // before the answer, since the client may look at the statistics as soon as it has it
            await replies.SendAsync(call.Http, call.Answer);
        }
    }

    private void NoteError(Call call)
    {
        if (call.ErrorCode is not { } code) return;
        tally.Error(code);
        if (call.Record is not null) call.Record.ErrorCode = code;
    }

    /// <summary>Carries a call out, if it is admitted, and creates its answer.</summary>
    /// <returns>Whether it was carried out.</returns>
    private bool Serve(Call call)
    {
        Outcome<ServiceAction> admitted = Admit(call);
        Outcome<ReadOnlyMemory<byte>> outcome = admitted.Error is { } refusal ? refusal : admitted.Value!.Serve(call.Body.Span, _scope);
        if (outcome.Error is { } error)
        {
            call.Fail(error);
            return false;
        }

        call.Succeed(outcome.Value);
        tally.CarryOut(call.Action);
        if (call.Record is { } record) record.CarriedOut = true;
        return true;
    }

    private Outcome<ServiceAction> Admit(Call call)
    {
        if (call.Action.Length == 0) return ServiceErrors.MissingHeader("Action");
        IReadOnlyList<Product> products = Product.At(call.Http.Request.Host.Host);
        if (!products.Any(one => one.Find(call.Action) is not null)) return ServiceErrors.InvalidAction(call.Action);

        string version = call.Headers["X-TC-Version"].ToString();
        if (version.Length == 0) return ServiceErrors.MissingHeader("Version");
        if (products.FirstOrDefault(one => one.Version == version) is not { } product) return ServiceErrors.NoSuchVersion;
        if (product.Find(call.Action) is not { } action) return ServiceErrors.InvalidAction(call.Action);
        if (call.TooLarge) return ServiceErrors.RequestTooLarge;

        if (_verifier.Verify(call.Headers, call.Body.Span, product.Service, out string account) is { } failure) return failure;
        if (_quota.Enter(account, action.Name, call.Arrived) is { } refusal)
        {
            tally.Refuse(call.Action);
            return refusal;
        }

        if (action.LimitedByDay && !_daily.TryEnter(account)) return ServiceErrors.OutQueryLimit;
        return action;
    }
}
