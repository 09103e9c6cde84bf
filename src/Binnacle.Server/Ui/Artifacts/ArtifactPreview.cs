using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Binnacle.Server.Ui.Artifacts;

/// <summary>The beginning of a file, if it is text.</summary>
/// <param name="Text">What to show; null when the file is not text.</param>
/// <param name="IsCut">Whether the file goes on.</param>
internal sealed record ArtifactPreview(string? Text, bool IsCut)
{
    private const int Limit = 256 * 1024;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<ArtifactPreview> ReadAsync(Stream content, string path)
    {
        byte[] buffer = new byte[Limit + 1];
        int length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
        bool cut = length > Limit;
        if (Decode(buffer.AsSpan(0, Math.Min(length, Limit)), cut) is not { } text)
            return new ArtifactPreview(null, cut);
        bool isJson = !cut && path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        return new ArtifactPreview(isJson ? Indent(text) : text, cut);
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, bool cut)
    {
        if (bytes.Contains((byte)0))
            return null;
        try
        {
            // The cut may fall inside a character: what is left of it is not flushed.
            char[] text = new char[bytes.Length];
            Decoder decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
            int length = decoder.GetChars(bytes, text, flush: !cut);
            return new string(text, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Indent(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(json.RootElement, Indented);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
