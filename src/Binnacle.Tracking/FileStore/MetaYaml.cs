using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Binnacle.Tracking;

/// <summary>
/// The <c>meta.yaml</c> files of a store as a tree of null, bool, long, double, string, list and sorted map, so that what another
/// version wrote survives a change of one field.
/// </summary>
internal static class MetaYaml
{
    private const int MaxDepth = 50;

    /// <summary>The map in a file's text.</summary>
    /// <exception cref="FormatException">The text is no YAML map.</exception>
    public static MetaMap Parse(string text)
    {
        try
        {
            Parser parser = new(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                throw new FormatException("the file is empty");
            return Node(parser, 0) as MetaMap ?? throw new FormatException("expected a map of keys to values");
        }
        catch (YamlException error)
        {
            throw new FormatException($"line {error.Start.Line}, column {error.Start.Column}: {error.Message}", error);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            throw new FormatException("the YAML is broken: " + error.Message, error);
        }
    }

    public static string Write(MetaMap map) => new MetaYamlWriter().Write(map);

    private static object? Node(Parser parser, int depth)
    {
        if (depth > MaxDepth)
            throw new FormatException($"nested deeper than {MaxDepth} levels");
        if (parser.Accept<Scalar>(out _))
            return Typed(parser.Consume<Scalar>());
        if (parser.TryConsume<SequenceStart>(out _))
            return List(parser, depth);
        if (parser.TryConsume<MappingStart>(out _))
            return Map(parser, depth);
        throw new FormatException("anchors are not used in these files");
    }

    private static List<object?> List(Parser parser, int depth)
    {
        List<object?> list = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
            list.Add(Node(parser, depth + 1));
        return list;
    }

    private static MetaMap Map(Parser parser, int depth)
    {
        MetaMap map = new();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            string key = parser.Consume<Scalar>().Value;
            map[key] = Node(parser, depth + 1);
        }

        return map;
    }

    private static object? Typed(Scalar scalar) =>
        scalar is { Style: ScalarStyle.Plain, Tag.IsEmpty: true } ? Plain(scalar.Value) : scalar.Value;

    private static object? Plain(string text) => MetaScalar.Resolve(text) switch
    {
        MetaScalarKind.Null => null,
        MetaScalarKind.True => true,
        MetaScalarKind.False => false,
        MetaScalarKind.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        MetaScalarKind.Float when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => text,
    };
}
