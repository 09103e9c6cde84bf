using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Binnacle.Configuration;

/// <summary>Makes indented JSON texts; their lines end with a line feed on every system.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Layout))
            write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The members <c>file</c>, <c>line</c> and <c>column</c> of an origin in a file; nothing for another.</summary>
    public static void WritePlace(Utf8JsonWriter writer, Origin? origin)
    {
        if (origin is not { Line: > 0 })
            return;
        writer.WriteString("file", origin.Source);
        writer.WriteNumber("line", origin.Line);
        writer.WriteNumber("column", origin.Column);
    }
}
