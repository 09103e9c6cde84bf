using System.Text;
using CsCheck;

namespace Binnacle.Tuning.Sql.Tests;

public sealed class TextPoolTests
{
    [Fact]
    public void Every_text_comes_back_as_it_is_however_many_there_are() =>
        Gen.String[0, 12].Where(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text).Array[1, 600].Sample(texts =>
        {
            TextPool pool = new();
            return texts.Concat(texts).All(text => pool.Of(Encoding.UTF8.GetBytes(text)) == text);
        }, iter: 100);

    [Fact]
    public void A_text_that_occurs_again_is_the_same_object()
    {
        TextPool pool = new();
        Assert.Same(pool.Of("learning_rate"u8), pool.Of("learning_rate"u8));
        Assert.Equal("", pool.Of([]));
    }
}
