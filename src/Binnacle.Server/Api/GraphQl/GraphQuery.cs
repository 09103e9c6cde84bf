using System.Globalization;
using System.Text.Json;

namespace Binnacle.Server.Api.GraphQl;

/// <summary>Reads a query: one operation with fields, aliases, arguments, variables and fragments.</summary>
internal sealed class GraphQuery
{
    private const int MaxDepth = 10;
    private const int MaxFields = 1000;
    private readonly GraphLexer _lexer;
    private readonly JsonElement _variables;
    private int _depth;
    private int _valueDepth;
    private int _fields;

    private GraphQuery(string text, JsonElement variables)
    {
        _lexer = new GraphLexer(text);
        _variables = variables;
    }

    /// <summary>Whether the operation is a mutation.</summary>
    public bool IsMutation { get; private set; }

    public IReadOnlyList<GraphField> Fields { get; private set; } = [];

    /// <exception cref="GraphError">The text is no query.</exception>
    public static GraphQuery Read(string text, JsonElement variables)
    {
        GraphQuery query = new(text, variables);
        query.ReadOperation();
        return query;
    }

    private void ReadOperation()
    {
        if (_lexer.Token != "{")
        {
            string kind = _lexer.TakeName();
            if (kind is not ("query" or "mutation"))
                throw new GraphError($"Syntax Error: Unexpected Name '{kind}'.");
            IsMutation = kind == "mutation";
            if (_lexer.Token is not ("{" or "(" or "@"))
                _lexer.TakeName();
            if (_lexer.Token == "(")
                SkipParentheses();
            SkipDirectives();
        }

        Fields = ReadSelection();
        if (_lexer.Token.Length > 0)
            throw new GraphError($"Syntax Error: Unexpected '{_lexer.Token}': one operation is read at a time, without named fragments.");
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
                fields.AddRange(ReadInlineFragment());
            else
                fields.Add(ReadField());
        }

        _depth--;
        return fields;
    }

    private List<GraphField> ReadInlineFragment()
    {
        if (_lexer.TryTake("on"))
            _lexer.TakeName();
        SkipDirectives();
        return ReadSelection();
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
