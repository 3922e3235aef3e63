using System;
using System.Collections.Generic;
using EssReminds.Runs;

namespace EssReminds.Tests.Runs;

/// <summary>Collects the notices of a run.</summary>
internal sealed class Notices : IRunNotices
{
    public List<string> Warnings { get; } = [];

    public List<string> Details { get; } = [];

    /// <summary>What signals hold for the pipeline thread at the moment.</summary>
    public static Notices Of(RunSignals signals)
    {
        var notices = new Notices();
        signals.Deliver(notices);
        return notices;
    }

    public void Warn(string text) => Warnings.Add(text);

    public void Detail(Func<string> text) => Details.Add(text());
}
