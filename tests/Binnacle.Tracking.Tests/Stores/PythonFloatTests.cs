using CsCheck;
using Xunit;

namespace Binnacle.Tracking.Tests.Stores;

public sealed class PythonFloatTests
{
    [Theory]
    [InlineData(2.0, "2.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(1.5e-7, "1.5e-07")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(123456789.125, "123456789.125")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(9.999999999999999e22, "1e+23")]
    [InlineData(0.000123, "0.000123")]
    [InlineData(12300.0, "12300.0")]
    [InlineData(99999999999999990.0, "9.999999999999998e+16")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_double_is_spelled_as_in_Python(double value, string text) => Assert.Equal(text, PythonFloat.Format(value));

    [Fact]
    public void What_is_written_is_read_back_to_the_last_bit() => Gen.Double.Sample(value =>
        PythonFloat.TryParse(PythonFloat.Format(value), out double read)
        && (double.IsNaN(value) ? double.IsNaN(read) : BitConverter.DoubleToInt64Bits(read) == BitConverter.DoubleToInt64Bits(value)));
}
