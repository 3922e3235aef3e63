
namespace EssReminds;

/// <summary>One signer, as the service's message tells it; without anything that could act on a terminal.</summary>
public sealed class RemindedSigner
{
    internal RemindedSigner(string name, string message, bool? reminded) =>
        (Name, Message, Reminded) = (Printable.Text(name), Printable.Text(message), reminded);

    /// <summary>The signer's name.</summary>
    public string Name { get; }

    /// <summary>The service's words about this signer.</summary>
    public string Message { get; }

    /// <summary>Whether this signer was reminded; null where the service's words are not understood.</summary>
    public bool? Reminded { get; }

    /// <summary>Name and words, for people.</summary>
    public override string ToString() => Name + ": " + Message;
}
