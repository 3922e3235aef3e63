using System;
using System.Collections.Generic;

namespace EssReminds.Emulator;

/// <summary>What a script gets to know of a call.</summary>
/// <param name="Number">Its number, from one, in order of arrival.</param>
/// <param name="Action">Its action, as the header names it.</param>
/// <param name="FlowIds">Its distinct flow ids; none where the body cannot be read.</param>
/// <param name="Body">Its body.</param>
public sealed record CallInfo(int Number, string Action, IReadOnlyList<string> FlowIds, ReadOnlyMemory<byte> Body)
{
    internal static CallInfo Of(Call call) => new(call.Number, call.Action, CallFacts.Read(call.Body).FlowIds, call.Body);
}
