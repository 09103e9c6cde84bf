using System.Runtime.CompilerServices;
using System.Text;

namespace Binnacle.Configuration;

/// <summary>Reads YAML as the reference reads it: YAML 1.1 with OmegaConf's scalar rules, every node with its place.</summary>
/// <remarks>
/// Dates stay text, <c>1e3</c> is a float, duplicate text keys are refused, <c>&lt;&lt;</c> merges. Nesting deeper than
/// <see cref="MaxDepth"/> and aliases that expand to more than <see cref="MaxExpandedNodes"/> nodes are refused.
/// </remarks>
public static class YamlReader
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 500;

    /// <summary>Most nodes a document may have after its aliases are expanded.</summary>
    public const int MaxExpandedNodes = 1_000_000;

    /// <summary>Most bytes that a file may have.</summary>
    public const int MaxFileSize = 100_000_000;

    private const int MaxStreamSize = 10_000_000;

    /// <summary>Parses a document. An empty document is an empty map; a lone text is a map of it to null.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="source">Name of the text in origins and errors, usually the path of its file.</param>
    /// <exception cref="ConfigException">The text is not valid; the message names source, line and column.</exception>
    public static ConfigNode Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text.StartsWith('\uFEFF') ? text[1..] : text, source, isConfig: true) switch
        {
            null or ScalarNode { Value: null } => new MapNode([], new Origin(source, 1, 1)),
            ScalarNode { Value: string key } scalar => new MapNode([new(key, new ScalarNode(null, scalar.Origin))], scalar.Origin),
            ScalarNode scalar => throw new ConfigException(
                $"Invalid loaded object type: {PythonType.Of(scalar)}\n{scalar.Origin}: expected keys with values, found a single {TypeName.Of(scalar)}.", scalar.Origin),
            var root => root,
        };
    }

    /// <summary>Reads a file of keys and values.</summary>
    /// <param name="path">The file.</param>
    /// <param name="displayName">Its name in origins and errors; <paramref name="path"/> when null.</param>
    /// <exception cref="ConfigException">The file is not UTF-8, not valid YAML, or holds a list.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static MapNode ReadFile(string path, string? displayName = null)
    {
        string source = displayName ?? path;
        ConfigNode root = Parse(Decode(ReadBytes(path, source), source), source);
        return root as MapNode
            ?? throw new ConfigException($"{root.Origin}: expected keys with values, found a list.", root.Origin);
    }

    /// <summary>Parses a single value: a scalar, a list or a map; null for an empty text.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="source">Name of the text in origins and errors.</param>
    /// <exception cref="ConfigException">The text is not valid.</exception>
    public static ConfigNode ParseValue(string text, string source) =>
        Read(text, source) ?? new ScalarNode(null, new Origin(source));

    private static ConfigNode? Read(string text, string source, bool isConfig = false) =>
        PlainYamlReader.TryRead(text, source, out ConfigNode? root) ? root : ReadUnusual(text, source, isConfig);

    /// <summary>Apart, so that YamlDotNet is loaded only when it is needed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ConfigNode? ReadUnusual(string text, string source, bool isConfig) => new YamlDocumentReader(text, source, isConfig).Read();

    /// <summary>The bytes of a file. One that tells no length (a pipe, a device) may never end, so less is read of it.</summary>
    internal static byte[] ReadBytes(string path, string source)
    {
        using FileStream file = File.OpenRead(path);
        if (file.CanSeek && file.Length > 0)
        {
            if (file.Length > MaxFileSize)
                throw TooLarge(source, MaxFileSize);
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }

        using var content = new MemoryStream();
        byte[] part = new byte[81_920];
        for (int count; (count = file.Read(part)) > 0;)
        {
            content.Write(part, 0, count);
            if (content.Length > MaxStreamSize)
                throw TooLarge(source, MaxStreamSize);
        }

        return content.ToArray();
    }

    private static ConfigException TooLarge(string source, int limit) =>
        new($"{source}: the file has more than {limit / 1_000_000} MB.", new Origin(source));

    internal static string Decode(byte[] bytes, string source)
    {
        Encoding encoding = bytes switch
        {
            [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        };
        try
        {
            return encoding.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException error)
        {
            int offset = error.Index < 0 ? 0 : Math.Min(error.Index, bytes.Length);
            int line = 1 + bytes.AsSpan(0, offset).Count((byte)'\n');
            int column = offset - (offset == 0 ? -1 : bytes.AsSpan(0, offset).LastIndexOf((byte)'\n'));
            var origin = new Origin(source, line, column);
            throw new ConfigException($"{origin}: the file is not UTF-8 text (byte 0x{bytes[Math.Min(offset, bytes.Length - 1)]:X2}).", origin, error);
        }
    }
}
