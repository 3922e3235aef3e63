using System;
using System.Text.Json.Serialization;
using EssReminds.Records;

namespace EssReminds.Checkpoints;

/// <summary>The first line of a checkpoint: whose runs it belongs to.</summary>
internal sealed class CheckpointHeader
{
    /// <summary>The format version that this module writes.</summary>
    public const int FormatVersion = 2;

    /// <summary>The version whose lines bear no time; still read, but no longer written.</summary>
    public const int UntimedVersion = 1;

    private const string UnnamedProduct = "ess";

    /// <summary>The format's version.</summary>
    public int Checkpoint { get; set; } = FormatVersion;

    public string? Endpoint { get; set; }
    public string? OperatorUserId { get; set; }
    public string? ProxyOrganizationId { get; set; }

    /// <summary>The kind of its items; null for flows.</summary>
    public string? Items { get; set; }

    /// <summary>Null for the product ess, which early files of this version do not name.</summary>
    public string? Product { get; set; }

    public string? AppId { get; set; }
    public string? OrganizationOpenId { get; set; }
    public string? OperatorOpenId { get; set; }

    [JsonIgnore]
    public string NamedProduct => Product ?? UnnamedProduct;

    /// <summary>The header of a connection's runs.</summary>
    public static CheckpointHeader Of<TRecord>(EssConnection connection)
        where TRecord : class, IItemRecord => new()
    {
        Endpoint = connection.Endpoint.GetLeftPart(UriPartial.Authority),
        OperatorUserId = connection.OperatorUserId,
        ProxyOrganizationId = connection.ProxyOrganizationId,
        Items = CheckpointItems.Of<TRecord>(),
        Product = connection.Product == UnnamedProduct ? null : connection.Product,
        AppId = connection.AppId,
        OrganizationOpenId = connection.OrganizationOpenId,
        OperatorOpenId = connection.OperatorOpenId,
    };

    /// <summary>The time assumed for lines that bear none. A continued file of version 1 has it in a second header.</summary>
    public DateTime? Untimed { get; set; }

    /// <summary>Whether this is the second header, which continues a file of version 1.</summary>
    [JsonIgnore]
    public bool IsUpgrade => Checkpoint == FormatVersion && Untimed is not null;

    /// <summary>The header that continues a file of version 1 in the current format.</summary>
    public CheckpointHeader Upgraded(DateTime untimed)
    {
        var header = (CheckpointHeader)MemberwiseClone();
        header.Checkpoint = FormatVersion;
        header.Untimed = untimed;
        return header;
    }

    /// <summary>Checks that a run may use a file with this header.</summary>
    /// <param name="run">The run's own header.</param>
    /// <param name="path">The file, for the error.</param>
    /// <exception cref="EssException">The file belongs to runs of another caller or endpoint.</exception>
    public void RequireSame(CheckpointHeader run, string path)
    {
        Require("CheckpointEndpoint", Endpoint, run.Endpoint);
        Require("CheckpointProduct", NamedProduct, run.NamedProduct);
        Require("CheckpointApplication", AppId, run.AppId);
        Require("CheckpointOperator", OperatorUserId ?? OperatorOpenId, run.OperatorUserId ?? run.OperatorOpenId);
        Require(
            "CheckpointOrganization", ProxyOrganizationId ?? OrganizationOpenId, run.ProxyOrganizationId ?? run.OrganizationOpenId);

        void Require(string text, string? theirs, string? ours)
        {
            if (theirs != ours) throw EssException.Of(ErrorId.CheckpointForeign, path, Texts.Format(text, theirs ?? "-", ours ?? "-"));
        }
    }
}
