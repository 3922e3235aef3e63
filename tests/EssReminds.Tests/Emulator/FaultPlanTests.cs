using System;
using System.Collections.Generic;
using System.Linq;
using EssReminds.Emulator;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EssReminds.Tests.Emulator;

public sealed class FaultPlanTests
{
    [Fact]
    public void Faults_can_be_set_for_calls_by_number()
    {
        var plan = new FaultPlan(Options(FaultSetting.Parse("hang=#2"), FaultSetting.Parse("empty=#4-5")));

        Assert.Equal([null, "hang", null, "empty", "empty", null], Draw(plan, 6).Select(draw => draw.Fault?.Name));
    }

    [Fact]
    public void The_same_seed_draws_the_same_faults()
    {
        EmulatorOptions options = Options(FaultSetting.Parse("hang=0.3"), FaultSetting.Parse("internal-error=0.3"));

        Assert.Equal(Draw(new FaultPlan(options), 200), Draw(new FaultPlan(options), 200));
        List<FaultDraw> first = Draw(new FaultPlan(options), 200);
        options.Seed = 2;
        Assert.NotEqual(first, Draw(new FaultPlan(options), 200));
    }

    [Fact]
    public void Faults_are_drawn_at_their_rates()
    {
        var plan = new FaultPlan(Options(FaultSetting.Parse("hang=0.1"), FaultSetting.Parse("internal-error=0.4")));

        List<FaultDraw> draws = Draw(plan, 10_000);

        Assert.InRange(draws.Count(draw => draw.Fault?.Name == "hang"), 900, 1100);
        Assert.InRange(draws.Count(draw => draw.Fault?.Name == "internal-error"), 3800, 4200);
        Assert.InRange(draws.Count(draw => draw is { Fault.Name: "internal-error", CarriesOut: true }), 1800, 2200);
        Assert.All(draws.Where(draw => draw.Fault?.Name == "hang"), draw => Assert.False(draw.CarriesOut));
    }

    [Fact]
    public void A_fault_of_one_call_does_not_shift_the_draws_of_others()
    {
        List<FaultDraw> without = Draw(new FaultPlan(Options(FaultSetting.Parse("empty=0.3"))), 100);
        List<FaultDraw> with = Draw(new FaultPlan(Options(FaultSetting.Parse("empty=0.3"), FaultSetting.Parse("hang=#10"))), 100);

        with[9] = without[9];
        Assert.Equal(without, with);
    }

    [Fact]
    public void Rates_cannot_exceed_all_calls() => Assert.Throws<ArgumentException>(
        () => new FaultPlan(Options(FaultSetting.Always(Faults.Named("hang")), FaultSetting.AtRate(Faults.Named("empty"), 0.1))));

    private static EmulatorOptions Options(params FaultSetting[] settings)
    {
        var options = new EmulatorOptions();
        foreach (FaultSetting setting in settings) options.Faults.Add(setting);
        return options;
    }

    private static List<FaultDraw> Draw(FaultPlan plan, int count)
    {
        IEnumerable<Call> calls = Enumerable.Range(1, count)
            .Select(number => new Call(new DefaultHttpContext(), number, TimeSpan.Zero, record: null));
        return [.. calls.Select(plan.Draw)];
    }
}
