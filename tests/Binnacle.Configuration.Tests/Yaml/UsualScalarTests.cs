using System.Text.Json;
using CsCheck;

namespace Binnacle.Configuration.Tests.Yaml;

/// <summary>The short ways for usual values lead to the same results as the patterns.</summary>
public sealed class UsualScalarTests
{
    private const int Inputs = 100_000;

    [Fact]
    public void Text_is_quoted_exactly_where_a_pattern_takes_it_for_a_value() =>
        Gen.String[Gen.Char["0123456789.:-+_ eExobiInNfFaAlLtTyY~<=/$ \u0661\u0130"], 0, 9].Sample(
            text => text.ToLowerInvariant() is "y" or "n" or "yes" or "no" or "on" or "off" or "true" or "false"
                || ImplicitScalar.LooksTyped(text) == ImplicitScalar.IsTyped(text),
            iter: Inputs,
            print: text => JsonSerializer.Serialize(text));

    [Fact]
    public void Usual_numbers_are_those_that_the_patterns_read() =>
        Gen.Select(Gen.Int[0, 2].Select(index => new[] { "", "-", "+" }[index]), Gen.String[Gen.Char["0123456789"], 1, 20], Gen.Bool.Select(has => has ? "." : ""), Gen.String[Gen.Char["0123456789"], 0, 9]).Sample(
            (sign, whole, point, fraction) =>
            {
                // An underscore means nothing in a number but keeps it from the short way.
                string usual = sign + whole + point + (point.Length > 0 ? fraction : "");
                string unusual = sign + whole[0] + "_" + whole[1..] + point + (point.Length > 0 ? fraction : "");
                return whole.Length == 1 || whole[0] == '0' || Equals(YamlScalar.Resolve(usual), YamlScalar.Resolve(unusual));
            },
            iter: Inputs);

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("-0", 0L)]
    [InlineData("007", 7L)]
    [InlineData("08", "08")]
    [InlineData("1.", 1.0)]
    [InlineData("-0.5", -0.5)]
    [InlineData("1.5.2", "1.5.2")]
    [InlineData(".hydra", ".hydra")]
    [InlineData("-x", "-x")]
    [InlineData("-.5", "-.5")]
    public void Numbers_and_texts_like_numbers_are_told_apart(string text, object value) => Assert.Equal(value, YamlScalar.Resolve(text));

    [Fact]
    public void Members_are_spelled_as_the_naming_policy_of_JSON_spells_them() =>
        Gen.String[Gen.Char["aBcDxYZ09_\u00c9\u00e9"], 1, 12].Sample(
            name => ScalarConversion.Spelling(name) == JsonNamingPolicy.SnakeCaseLower.ConvertName(name), iter: Inputs);
}
