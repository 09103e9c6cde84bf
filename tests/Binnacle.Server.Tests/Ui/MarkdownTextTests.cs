using Binnacle.Server.Ui.Shared;

namespace Binnacle.Server.Tests.Ui;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("[x](data:text/html,hi)")]
    [InlineData("![x](vbscript:x)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x]\n\n[x]: javascript:alert(1)")]
    [InlineData("<img src=x onerror=alert(1)>")]
    public void Nothing_in_a_description_is_executed(string text)
    {
        string markup = MarkdownText.ToMarkup(text).Value;
        Assert.DoesNotContain("<script", markup, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", markup, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?i)(href|src)=\"(javascript|data|vbscript|java)", markup);
    }

    [Fact]
    public void Emphasis_and_links_to_the_web_are_shown() =>
        Assert.Equal("<p><strong>two</strong> <a href=\"https://example.org\">card</a></p>\n", MarkdownText.ToMarkup("**two** [card](https://example.org)").Value);

    [Theory]
    [InlineData("# Digits\n\n**two** sweeps", "Digits")]
    [InlineData("**two** _sweeps_: see the [card](https://example.org).", "two sweeps: see the card.")]
    [InlineData("", "")]
    [InlineData("a <b>b</b>", "a <b>b</b>")]
    public void A_list_shows_the_first_line_without_its_signs(string text, string line) => Assert.Equal(line, MarkdownText.FirstLine(text));
}
