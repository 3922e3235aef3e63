namespace EssReminds.Actions.Reminders;

/// <summary>The address at which one signer is mailed, instead of the contract's own.</summary>
internal sealed class RemindEmail
{
    public RemindEmail(string signId, string approverEmail) => (SignId, ApproverEmail) = (signId, approverEmail);

    public string SignId { get; }
    public string ApproverEmail { get; }
}
