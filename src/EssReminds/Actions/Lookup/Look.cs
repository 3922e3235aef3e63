using System;
using System.Collections.Generic;
using EssReminds.Protocol;
using EssReminds.Runs;

namespace EssReminds.Actions.Lookup;

/// <summary>How a product is asked about flows: in one step, or in two.</summary>
internal sealed class Look
{
    private static readonly Dictionary<Product, Func<Caller, bool, Look>> OfProducts = new()
    {
        [Product.Ess] = static (caller, withSigners) => new(new BriefsAction(caller), withSigners ? new SignersAction(caller) : null),
        [Product.EssBasic] = static (caller, withSigners) => new(new BasicFlowsAction(caller, withSigners), null),
    };

    private Look(IBulkAction<EssFlow> first, IFollowUpAction<EssFlow>? next) => (First, Next) = (first, next);

    public IBulkAction<EssFlow> First { get; }

    /// <summary>What is asked of flows for which the first answer is not enough; null where it always is.</summary>
    public IFollowUpAction<EssFlow>? Next { get; }

    /// <param name="caller">Who asks.</param>
    /// <param name="withSigners">Whether the signers of open flows are wanted.</param>
    public static Look By(Caller caller, bool withSigners) => OfProducts[caller.Product](caller, withSigners);
}
