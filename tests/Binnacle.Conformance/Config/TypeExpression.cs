using Binnacle.Configuration;

namespace Binnacle.Conformance.Config;

/// <summary>Reads the types of the goldens, written as Python's type hints: <c>Dict[str,Optional[Pt]]</c>.</summary>
internal static class TypeExpression
{
    private static readonly ClassType Point = new(
        "Pt",
        () => new Dictionary<string, NodeType> { ["x"] = NodeType.Int, ["y"] = NodeType.Float },
        () => new MapNode([new("x", new ScalarNode(0)), new("y", new ScalarNode(1.5))]));

    public static NodeType Parse(string text)
    {
        int bracket = text.IndexOf('[', StringComparison.Ordinal);
        string name = (bracket < 0 ? text : text[..bracket]).Trim();
        string[] arguments = bracket < 0 ? [] : Arguments(text[(bracket + 1)..^1]);
        return name switch
        {
            "int" => NodeType.Int,
            "float" => NodeType.Float,
            "bool" => NodeType.Bool,
            "str" => NodeType.Text,
            "bytes" => NodeType.Bytes,
            "Path" or "path" => NodeType.Path,
            "Any" => NodeType.Any,
            "Color" => new EnumType("Color", [new("RED", 1), new("GREEN", 2), new("BLUE", 3)]),
            "Pt" => Point,
            "Optional" => Parse(arguments[0]).OrNull(),
            "List" or "Tuple" or "list" => new ListType(arguments.Length == 0 ? NodeType.Any : Parse(arguments[0])),
            "Dict" or "dict" => arguments.Length == 0 ? new MapType(NodeType.Any, NodeType.Any) : new MapType(Parse(arguments[0]), Parse(arguments[1])),
            "Union" => Union([.. arguments]),
            _ => throw new InvalidDataException($"unknown type '{text}'"),
        };
    }

    private static NodeType Union(string[] members)
    {
        var union = new UnionType([.. members.Where(member => member != "None").Select(member => (ScalarType)Parse(member))]);
        return members.Contains("None") ? union.OrNull() : union;
    }

    private static string[] Arguments(string text)
    {
        List<string> arguments = [""];
        int depth = 0;
        foreach (char character in text)
        {
            depth += character == '[' ? 1 : character == ']' ? -1 : 0;
            if (character == ',' && depth == 0)
                arguments.Add("");
            else
                arguments[^1] += character;
        }

        return [.. arguments.Select(argument => argument.Trim())];
    }
}
