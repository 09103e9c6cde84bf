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
}
