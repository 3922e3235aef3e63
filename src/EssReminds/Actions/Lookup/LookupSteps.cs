using System;
using System.Collections.Generic;
using EssReminds.Protocol;
using EssReminds.Runs;

namespace EssReminds.Actions.Lookup;

/// <summary>The calls that look flows up in a product: one, or two where the signers take another.</summary>
internal sealed class LookupSteps
{
    private static readonly Dictionary<Product, Func<Caller, bool, LookupSteps>> OfProducts = new()
    {
        [Product.Ess] = static (caller, withSigners) => new(new BriefsAction(caller), withSigners ? new SignersAction(caller) : null),
        [Product.EssBasic] = static (caller, withSigners) => new(new BasicFlowsAction(caller, withSigners), null),
    };

    private LookupSteps(IBulkAction<EssFlow> first, IFollowUpAction<EssFlow>? next) => (First, Next) = (first, next);

    public IBulkAction<EssFlow> First { get; }

    /// <summary>The second call, for flows that need it; null where the first answer is complete.</summary>
    public IFollowUpAction<EssFlow>? Next { get; }

    /// <param name="caller">Who calls.</param>
    /// <param name="withSigners">Whether to return the signers of open flows.</param>
    public static LookupSteps For(Caller caller, bool withSigners) => OfProducts[caller.Product](caller, withSigners);
}
