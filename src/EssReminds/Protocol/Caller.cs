using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace EssReminds.Protocol;

/// <summary>The caller, as written in the body of every call.</summary>
internal sealed class Caller
{
    private readonly IReadOnlyDictionary<string, string> _ids;

    /// <param name="product">The product called.</param>
    /// <param name="ids">The caller's ids, by the names of the product's caller fields.</param>
    public Caller(Product product, IReadOnlyDictionary<string, string> ids) => (Product, _ids) = (product, ids);

    public Product Product { get; }

    /// <summary>The id of the person on whose behalf calls are made.</summary>
    public string Operator => Of(CallerRole.Operator)!;

    /// <summary>The id of the organization, if one is named; null where it is the operator's own.</summary>
    public string? Organization => Of(CallerRole.Organization);

    /// <summary>The id in a field; null where it is not set, or the product has no such field.</summary>
    public string? this[string field] => _ids.TryGetValue(field, out string? id) ? id : null;

    /// <summary>Writes the fields that precede the items.</summary>
    public void WriteFirst(Utf8JsonWriter json) => Write(json, afterItems: false);

    /// <summary>Writes the fields that follow the items.</summary>
    public void WriteLast(Utf8JsonWriter json) => Write(json, afterItems: true);

    private string? Of(CallerRole role) => this[Product.CallerFields.First(field => field.Role == role).Name];

    private void Write(Utf8JsonWriter json, bool afterItems)
    {
        var open = new List<string>(); // the JSON objects open around the last field
        foreach (CallerField field in Product.CallerFields)
        {
            if (field.IsAfterItems != afterItems || this[field.Name] is not { } id) continue;
            int objects = field.Path.Count - 1, shared = 0;
            while (shared < open.Count && shared < objects && open[shared] == field.Path[shared]) shared++;
            Close(json, open, shared);
            for (int i = shared; i < objects; i++)
            {
                json.WriteStartObject(field.Path[i]);
                open.Add(field.Path[i]);
            }

            json.WriteString(field.Path[objects], id);
        }

        Close(json, open, 0);
    }

    private static void Close(Utf8JsonWriter json, List<string> open, int remaining)
    {
        for (int i = open.Count; i > remaining; i--) json.WriteEndObject();
        open.RemoveRange(remaining, open.Count - remaining);
    }
}
