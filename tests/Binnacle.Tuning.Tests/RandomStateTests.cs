using Binnacle.Tuning.Numpy;
using CsCheck;

namespace Binnacle.Tuning.Tests;

public sealed class RandomStateTests
{
    [Fact]
    public void RandomState_seeded_with_0_draws_what_numpy_draws()
    {
        RandomState random = new(0);

        Assert.Equal([0.5488135039273248, 0.7151893663724195, 0.6027633760716439], random.NextDoubles(3));
    }

    [Fact]
    public void A_normal_draw_keeps_its_partner_for_the_next_call()
    {
        RandomState random = new(0);

        Assert.Equal(1.764052345967664, random.Normal());
        RandomState copy = RandomState.Restore(random.Save());
        Assert.Equal(0.4001572083672233, random.Normal());
        Assert.Equal(0.4001572083672233, copy.Normal());
    }

    [Fact]
    public void A_restored_generator_continues_where_it_was_saved() =>
        Gen.UInt.Select(Gen.Int[0, 2000]).Sample((seed, draws) =>
        {
            RandomState random = new(seed);
            for (int i = 0; i < draws; i++)
                random.NextWord();
            RandomState restored = RandomState.Restore(random.Save());
            return Enumerable.Range(0, 700).All(_ => random.NextWord() == restored.NextWord());
        }, iter: 50);

    [Theory]
    [InlineData("")]
    [InlineData("mt19937:1::AAAA")]
    [InlineData("mt19937:-1::")]
    public void A_text_that_is_no_state_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => RandomState.Restore(text));
    }

    [Fact]
    public void Integers_stay_in_their_range() =>
        Gen.Select(Gen.UInt, Gen.Long[-1000, 1000], Gen.Long[1, 5_000_000_000]).Sample((seed, low, width) =>
        {
            RandomState random = new(seed);
            return Enumerable.Range(0, 20).All(_ => random.Integer(low, low + width) is var draw && draw >= low && draw < low + width);
        }, iter: 200);
}
