
namespace EssReminds;

/// <summary>One signer named in the service's message; texts are made safe for a terminal.</summary>
public sealed class RemindedSigner
{
    internal RemindedSigner(string name, string message, bool? reminded) =>
        (Name, Message, Reminded) = (Printable.Text(name), Printable.Text(message), reminded);

    /// <summary>The signer's name.</summary>
    public string Name { get; }

    /// <summary>The service's words about this signer.</summary>
    public string Message { get; }

    /// <summary>Whether this signer was reminded; null where the service's text is unknown.</summary>
    public bool? Reminded { get; }

    /// <summary>Name and the service's words, for people.</summary>
    public override string ToString() => Name + ": " + Message;
}
