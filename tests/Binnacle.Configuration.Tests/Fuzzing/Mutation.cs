using CsCheck;

namespace Binnacle.Configuration.Tests;

/// <summary>Random texts: three of four are mutations of given ones, the others are put together from the characters that matter.</summary>
internal static class Mutation
{
    public static Gen<FuzzText> Of(IReadOnlyList<string> seeds, string alphabet)
    {
        Gen<char> character = Gen.Frequency((9, Gen.Char[alphabet]), (1, Gen.Char));
        Gen<string> seed = Gen.Int[0, seeds.Count - 1].Select(index => seeds[index]);
        Gen<string> piece = Gen.String[character, 0, 3];
        Gen<string> once = Gen.Select(seed, Gen.Double.Unit, Gen.Int[0, 3], piece, Replace);
        Gen<string> twice = Gen.Select(once, Gen.Double.Unit, Gen.Int[0, 3], piece, Replace);
        Gen<string> crossed = Gen.Select(seed, Gen.Double.Unit, seed, Gen.Double.Unit, Cross);
        Gen<string> doubled = Gen.Select(seed, Gen.Double.Unit, Gen.Int[1, 8], (text, at, length) => Replace(text, at, 0, Part(text, at, length)));
        return Gen.Frequency(
            (3, Gen.OneOf(once, twice, crossed, doubled).Select(text => new FuzzText(text, FromGolden: true))),
            (1, Gen.String[character, 0, 40].Select(text => new FuzzText(text, FromGolden: false))));
    }

    private static string Replace(string text, double at, int cut, string piece)
    {
        int start = (int)(at * (text.Length + 1));
        return text[..start] + piece + text[Math.Min(text.Length, start + cut)..];
    }

    private static string Part(string text, double at, int length)
    {
        int start = (int)(at * (text.Length + 1));
        return text[start..Math.Min(text.Length, start + length)];
    }

    private static string Cross(string text, double end, string other, double start) =>
        text[..(int)(end * (text.Length + 1))] + other[(int)(start * (other.Length + 1))..];
}
