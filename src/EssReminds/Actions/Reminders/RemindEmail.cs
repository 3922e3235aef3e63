namespace EssReminds.Actions.Reminders;

/// <summary>A mail address for one signer, in place of the contract's own.</summary>
internal sealed class RemindEmail
{
    public RemindEmail(string signId, string approverEmail) => (SignId, ApproverEmail) = (signId, approverEmail);

    public string SignId { get; }
    public string ApproverEmail { get; }
}
