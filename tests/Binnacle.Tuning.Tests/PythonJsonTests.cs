using System.Numerics;
using CsCheck;

namespace Binnacle.Tuning.Tests;

public sealed class PythonJsonTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-0.1, "-0.1")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(123456789012345680.0, "1.2345678901234568e+17")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e22, "1e+22")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_number_reads_as_in_Python(double number, string expected)
    {
        Assert.Equal(expected, PythonJson.Write(number));
    }

    [Fact]
    public void Text_is_escaped_to_ASCII_as_in_Python()
    {
        Assert.Equal("""{"k\u00f6": ["a\"\\\n", null, true, 1, "\ud83d\ude00"]}""",
            PythonJson.Write(new Dictionary<string, object?> { ["kö"] = new object?[] { "a\"\\\n", null, true, 1, "😀" } }));
    }

    [Fact]
    public void Numbers_and_texts_come_back() =>
        Gen.Select(Gen.Double, Gen.String, Gen.Long).Sample((number, text, integer) =>
        {
            var list = (IReadOnlyList<object?>)PythonJson.Parse(PythonJson.Write(new object?[] { number, text, integer }))!;
            return number.Equals(list[0]) && text.Equals(list[1]) && integer.Equals(list[2]);
        }, iter: 2000);

    [Fact]
    public void Any_text_is_parsed_or_refused_with_a_column() =>
        Gen.String[Gen.Char["[]{}\",:truefalsnN0123456789.eE+-\\ \u00e9"], 0, 40].Sample(text =>
        {
            try
            {
                PythonJson.Write(PythonJson.Parse(text));
            }
            catch (FormatException error)
            {
                Assert.StartsWith("JSON, column ", error.Message);
            }
        }, iter: 5000);

    [Fact]
    public void Integers_beyond_64_bits_are_kept()
    {
        Assert.Equal(BigInteger.Parse("12345678901234567890123"), PythonJson.Parse("12345678901234567890123"));
        Assert.Equal("12345678901234567890123", PythonJson.Write(PythonJson.Parse("12345678901234567890123")));
    }

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_overflows()
    {
        Assert.Throws<FormatException>(() => PythonJson.Parse(new string('[', 100_000)));
    }
}
