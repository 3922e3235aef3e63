using System;
using System.Collections.Generic;
using System.Linq;
using EssReminds.Protocol;
using EssReminds.Records;

namespace EssReminds.Commands;

/// <summary>Determines the caller from the parameters and the environment. The ids given decide which product is called.</summary>
internal static class CallerChoice
{
    /// <param name="given">The parameters given, by the names of the products' caller fields.</param>
    /// <param name="variable">Reads an environment variable; null where it is not set.</param>
    /// <exception cref="EssException">An id is missing or malformed, or belongs to another product than the rest.</exception>
    public static Caller Choose(IReadOnlyDictionary<string, string> given, Func<string, string?> variable)
    {
        // Parameters decide the product; environment variables count only where no parameter is given.
        Product product = Find(field => given.ContainsKey(field.Name) ? "-" + field.Name : null)
            ?? Find(field => field.Variable is { } name && variable(name) is not null ? name : null)
            ?? Product.All[0];

        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var missing = new List<CallerField>();
        foreach (CallerField field in product.CallerFields)
        {
            bool isGiven = given.TryGetValue(field.Name, out string? id);
            if (!isGiven && field.Variable is not null) id = variable(field.Variable);
            if (id is not null && (field.MissingError is null || !string.IsNullOrWhiteSpace(id)))
                ids.Add(field.Name, Check(field, isGiven ? "-" + field.Name : field.Variable!, id));
            else if (field.MissingError is not null)
                missing.Add(field);
        }

        if (missing.Count > 0)
        {
            string names = string.Join(Texts.Get("ListSeparator"), missing.Select(field => $"-{field.Name} ({field.Variable})"));
            throw EssException.Of(missing[0].MissingError!, product.Name, names);
        }

        return new Caller(product, ids);
    }

    /// <summary>The product that any field with a source belongs to; null where no field has one.</summary>
    private static Product? Find(Func<CallerField, string?> source)
    {
        var found = (from product in Product.All
                     let sources = product.CallerFields.Select(source).Where(name => name is not null).ToArray()
                     where sources.Length > 0
                     select (Product: product, Sources: string.Join(Texts.Get("ListSeparator"), sources))).ToArray();
        return found.Length < 2
            ? found.FirstOrDefault().Product
            : throw EssException.Of(
                ErrorId.CallerAmbiguous, found[0].Sources, found[0].Product.Name, found[1].Sources, found[1].Product.Name);
    }

    private static string Check(CallerField field, string source, string value)
    {
        string id = value.Trim();
        if (id.Length == 0 || !FlowIds.HasNoBlanks(id)) throw EssException.Of(ErrorId.IdentifierInvalid, source, Printable.Excerpt(id));
        return id.Length <= field.MaximumLength ? id : throw EssException.Of(ErrorId.IdentifierTooLong, source, field.MaximumLength);
    }
}
