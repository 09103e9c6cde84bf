using System.Text;
using System.Text.Json;

namespace Binnacle.Server.Api.Requests;

/// <summary>
/// The bare words <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which Python's JSON reader takes for numbers. They are
/// not JSON; each is replaced by a text that no client sends, so that the rest of the request can be read.
/// </summary>
internal static class PythonLiteral
{
    private const string Mark = "\u0001number";
    private static readonly byte[][] Words = ["-Infinity"u8.ToArray(), "Infinity"u8.ToArray(), "NaN"u8.ToArray()];
    private static readonly byte[] Replacement = Encoding.UTF8.GetBytes("\"\\u0001number\"");

    public static bool IsMark(JsonElement value) => value.ValueKind == JsonValueKind.String && value.ValueEquals(Mark);

    /// <summary>The text with its bare words replaced; null when there is none.</summary>
    public static byte[]? Replace(ReadOnlySpan<byte> json)
    {
        using MemoryStream output = new();
        bool inText = false, replaced = false;
        for (int i = 0; i < json.Length; i++)
        {
            if (!inText && WordAt(json[i..]) is { } word)
            {
                output.Write(Replacement);
                i += word - 1;
                replaced = true;
                continue;
            }

            if (inText && json[i] == '\\' && i + 1 < json.Length)
                output.WriteByte(json[i++]);
            else if (json[i] == '"')
                inText = !inText;
            output.WriteByte(json[i]);
        }

        return replaced ? output.ToArray() : null;
    }

    private static int? WordAt(ReadOnlySpan<byte> json)
    {
        foreach (byte[] word in Words)
        {
            if (json.StartsWith(word))
                return word.Length;
        }

        return null;
    }
}
