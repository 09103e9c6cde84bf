using Xunit;

namespace Binnacle.Tracking.Tests;

public sealed class NameRulesTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("", ".")]
    [InlineData("a//b", "a/b")]
    [InlineData("a/../b", "b")]
    [InlineData("../a", "../a")]
    [InlineData("/..", "/")]
    [InlineData("//a", "//a")]
    [InlineData("///a", "/a")]
    [InlineData("a/..", ".")]
    public void A_path_is_normalised_as_POSIX_does(string path, string normal) => Assert.Equal(normal, PosixPath.Normalize(path));

    [Fact]
    public void Messages_quote_as_JSON_does() => Assert.Equal("\"a\\\"b\\\\c\\n\\u00e9\\ud83d\\ude80\\u007f\"", JsonText.Quote("a\"b\\c\né🚀\u007f"));

    [Fact]
    public void Long_values_are_cut_at_whole_characters_as_Python_counts_them()
    {
        string emoji = string.Concat(Enumerable.Repeat("\U0001F600", 5));
        Assert.Equal(emoji, NameRules.Shorten("v", emoji, 5, null));
        Assert.Equal(emoji[..4], NameRules.Shorten("v", emoji, 2, "true"));
        Assert.Equal("ab", NameRules.Shorten("v", "abc", 2));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("False")]
    [InlineData("0")]
    public void Long_values_are_refused_where_they_shall_not_be_cut(string variable)
    {
        Assert.Equal("ab", NameRules.Shorten("v", "ab", 2, variable));
        TrackingException error = Assert.Throws<TrackingException>(() => NameRules.Shorten("Param value", "abc", 2, variable));
        Assert.Equal("'Param value' exceeds the maximum length of 2 characters", error.Message);
    }
}
