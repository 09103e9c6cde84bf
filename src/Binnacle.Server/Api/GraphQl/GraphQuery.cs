using System.Globalization;
using System.Text.Json;

namespace Binnacle.Server.Api.GraphQl;

/// <summary>Reads a document: operations with fields, aliases, arguments and variables, and fragments; one of the operations is asked for.</summary>
internal sealed class GraphQuery
{
    private const int MaxDepth = 10;
    private const int MaxFields = 1000;
    private readonly GraphLexer _lexer;
    private readonly JsonElement _variables;
    private int _depth;
    private int _valueDepth;
    private int _fields;
    private readonly Dictionary<string, List<GraphField>> _fragments = new(StringComparer.Ordinal);
    private readonly List<(string? Name, bool IsMutation, List<GraphField> Fields)> _operations = [];

    private GraphQuery(string text, JsonElement variables)
    {
        _lexer = new GraphLexer(text);
        _variables = variables;
    }

    /// <summary>Whether the operation is a mutation.</summary>
    public bool IsMutation { get; private set; }

    public IReadOnlyList<GraphField> Fields { get; private set; } = [];

    /// <param name="text">The document: operations and fragments.</param>
    /// <param name="variables">Values of the variables.</param>
    /// <param name="operation">Name of the operation that is asked for; may be null where there is one.</param>
    /// <exception cref="GraphError">The text is no query.</exception>
    public static GraphQuery Read(string text, JsonElement variables, string? operation = null)
    {
        GraphQuery query = new(text, variables);
        do
            query.ReadDefinition();
        while (query._lexer.Token.Length > 0);
        query.Choose(operation);
        return query;
    }

    private void Choose(string? operation)
    {
        if (_operations.Count > 1 && operation is null)
            throw new GraphError("Must provide operation name if query contains multiple operations.");
        int place = operation is null ? _operations.Count - 1 : _operations.FindIndex(known => known.Name == operation);
        if (place < 0)
            throw new GraphError(operation is null ? "Must provide an operation." : $"Unknown operation named '{operation}'.");
        (_, IsMutation, List<GraphField> fields) = _operations[place];
        Fields = new GraphFragments(_fragments, MaxDepth, MaxFields).Expand(fields);
    }

    private void ReadDefinition()
    {
        if (_lexer.Token == "{")
        {
            _operations.Add((null, false, ReadSelection()));
            return;
        }

        string kind = _lexer.TakeName();
        if (kind == "fragment")
            ReadFragment();
        else if (kind is "query" or "mutation")
            ReadOperation(kind == "mutation");
        else
            throw new GraphError($"Syntax Error: Unexpected Name '{kind}'.");
    }

    private void ReadFragment()
    {
        string name = _lexer.TakeName();
        _lexer.Expect("on");
        _lexer.TakeName();
        SkipDirectives();
        _fragments[name] = ReadSelection();
    }

    private void ReadOperation(bool isMutation)
    {
        string? name = _lexer.Token is "{" or "(" or "@" ? null : _lexer.TakeName();
        if (_lexer.Token == "(")
            SkipParentheses();
        SkipDirectives();
        _operations.Add((name, isMutation, ReadSelection()));
    }

    private List<GraphField> ReadSelection()
    {
        if (++_depth > MaxDepth)
            throw new GraphError($"Query exceeds maximum depth of {MaxDepth}");
        _lexer.Expect("{");
        List<GraphField> fields = [];
        while (!_lexer.TryTake("}"))
        {
            if (_lexer.TryTake("..."))
                fields.AddRange(ReadSpread());
            else
                fields.Add(ReadField());
        }

        _depth--;
        return fields;
    }

    /// <summary>A fragment in its place, or the name of one.</summary>
    private List<GraphField> ReadSpread()
    {
        string? name = null;
        if (_lexer.TryTake("on"))
            _lexer.TakeName();
        else if (_lexer.Token is not ("{" or "@"))
            name = _lexer.TakeName();
        SkipDirectives();
        return name is null ? ReadSelection() : [GraphField.Spread(name)];
    }

    private GraphField ReadField()
    {
        if (++_fields > MaxFields)
            throw new GraphError($"Query exceeds maximum total selections of {MaxFields}");
        string alias = _lexer.TakeName();
        string name = _lexer.TryTake(":") ? _lexer.TakeName() : alias;
        Dictionary<string, object?> arguments = new(StringComparer.Ordinal);
        if (_lexer.TryTake("("))
        {
            while (!_lexer.TryTake(")"))
            {
                string argument = _lexer.TakeName();
                _lexer.Expect(":");
                arguments[argument] = ReadValue();
            }
        }

        SkipDirectives();
        return new GraphField(name, alias, arguments, _lexer.Token == "{" ? ReadSelection() : []);
    }

    private object? ReadValue()
    {
        if (_lexer.TryTake("$"))
            return _variables.ValueKind == JsonValueKind.Object && _variables.TryGetProperty(_lexer.TakeName(), out JsonElement variable) ? ToValue(variable) : null;
        if (_lexer.TryTake("["))
        {
            List<object?> list = [];
            while (!_lexer.TryTake("]"))
                list.Add(ReadValue());
            return list;
        }

        if (_lexer.TryTake("{"))
            return ReadObject();
        string token = _lexer.Take();
        return token switch
        {
            ['"', .. var text] => text,
            "true" => true,
            "false" => false,
            "null" => null,
            "" => throw new GraphError("Syntax Error: Unexpected <EOF>."),
            _ => double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : token,
        };
    }

    private Dictionary<string, object?> ReadObject()
    {
        if (++_valueDepth > MaxDepth)
            throw new GraphError($"An argument is nested deeper than {MaxDepth} levels.");
        Dictionary<string, object?> fields = new(StringComparer.Ordinal);
        while (!_lexer.TryTake("}"))
        {
            string name = _lexer.TakeName();
            _lexer.Expect(":");
            fields[name] = ReadValue();
        }

        _valueDepth--;
        return fields;
    }

    private void SkipDirectives()
    {
        while (_lexer.TryTake("@"))
        {
            _lexer.TakeName();
            if (_lexer.Token == "(")
                SkipParentheses();
        }
    }

    private void SkipParentheses()
    {
        int open = 0;
        do
        {
            open += _lexer.Token switch { "(" => 1, ")" => -1, "" => throw new GraphError("Syntax Error: Unexpected <EOF>."), _ => 0 };
            _lexer.Take();
        }
        while (open > 0);
    }

    private static object? ToValue(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(ToValue).ToList(),
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(item => item.Name, item => ToValue(item.Value), StringComparer.Ordinal),
        _ => null,
    };
}
