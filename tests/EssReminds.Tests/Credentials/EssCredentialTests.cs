using System.Reflection;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using EssReminds.Credentials;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Credentials;

/// <summary>The only type that holds a key.</summary>
public class EssCredentialTests
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.NonPublic;

    [Fact]
    public void Clearing_overwrites_the_key_and_the_days_derived_key_and_signing_fails_afterwards()
    {
        EssCredential credential = Vectors.Credential;
        byte[] key = (byte[])Field(credential, "_key")!;
        credential.Sign("text", "2026-08-01", "ess");
        object signingKey = Field(credential, "_signingKey")!;
        byte[] derivedKey = (byte[])signingKey.GetType().GetProperty("Key")!.GetValue(signingKey)!;
        Assert.Contains(key, b => b != 0);

        credential.Clear();

        Assert.All(key, b => Assert.Equal(0, b));
        Assert.All(derivedKey, b => Assert.Equal(0, b));
        Assert.Null(Field(credential, "_signingKey"));
        Assert.Equal(ErrorId.Disconnected, Assert.Throws<EssException>(() => credential.Sign("text", "2026-08-01", "ess")).ErrorId);
        credential.Clear();
    }

    [Fact]
    public async Task Signing_while_another_thread_clears_gives_a_correct_signature_or_an_error()
    {
        byte[] right = Vectors.Credential.Sign("text", "2026-08-01", "ess");
        for (int i = 0; i < 200; i++)
        {
            EssCredential credential = Vectors.Credential;
            Task clearing = Task.Run(credential.Clear);
            try
            {
                while (true) Assert.Equal(right, credential.Sign("text", "2026-08-01", "ess"));
            }
            catch (EssException e)
            {
                Assert.Equal(ErrorId.Disconnected, e.ErrorId);
            }

            await clearing;
        }
    }

    [Fact]
    public void The_derived_key_follows_the_date()
    {
        EssCredential credential = Vectors.Credential;
        byte[] today = credential.Sign("text", "2026-08-01", "ess");
        Assert.NotEqual(today, credential.Sign("text", "2026-08-02", "ess"));
        Assert.Equal(today, credential.Sign("text", "2026-08-01", "ess"));
    }

    [Theory]
    [InlineData("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "AKID****MPLE")]
    [InlineData("AKIDz8krbsJ5y", "AKID****sJ5y")]
    [InlineData("AKIDz8krbsJ5", "****")]
    [InlineData("a", "****")]
    public void A_SecretId_is_masked_except_for_its_ends_and_a_short_one_completely(string id, string shown)
    {
        var credential = Vectors.Key(id, "key");
        Assert.Equal((shown, shown), (credential.MaskedSecretId, credential.ToString()));
    }

    [Fact]
    public void The_characters_of_a_key_are_overwritten_whether_it_is_valid_or_not()
    {
        char[] good = Secrets.Reveal(Shell.Secure(Vectors.SecretKey)), bad = Secrets.Reveal(Shell.Secure("with blank"));
        Assert.Equal(Vectors.SecretKey, new string(good));
        EssCredential credential = KeyRules.Check(Vectors.SecretId, good, null, static part => part);
        Assert.Throws<EssException>(() => KeyRules.Check(Vectors.SecretId, bad, null, static part => part));
        Assert.All(good, c => Assert.Equal('\0', c));
        Assert.All(bad, c => Assert.Equal('\0', c));
        Assert.Equal(Vectors.Credential.Sign("text", "2026-08-01", "ess"), credential.Sign("text", "2026-08-01", "ess"));
    }

    [Fact]
    public void A_token_keeps_every_character()
    {
        using SecureString token = Shell.Secure("to/k+en==");
        Assert.Equal("to/k+en==", Secrets.RevealText(token));
    }

    [Fact]
    public async Task A_fixed_key_cannot_be_renewed() =>
        Assert.Null(await new FixedCredentialSource("Parameter", Vectors.Credential)
            .RenewAsync(Vectors.Credential, CancellationToken.None));

    private static object? Field(object of, string name) => of.GetType().GetField(name, Fields)!.GetValue(of);
}
