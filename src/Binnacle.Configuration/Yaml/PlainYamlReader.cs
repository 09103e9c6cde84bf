using System.Text;

namespace Binnacle.Configuration;

/// <summary>Reads the simple documents that configs mostly are: block maps and lists, values of one line, literal blocks.</summary>
/// <remarks>
/// It exists for the start of programs: YamlDotNet's parser takes a third of the time that a small job has. It tells no errors and
/// guesses nothing; a document with anything wrong or unusual in it (anchors, tags, escapes, values of several lines) is left to
/// <see cref="YamlDocumentReader"/>, and any other gives the very tree that this would give, places included.
/// </remarks>
internal sealed class PlainYamlReader
{
    private const int MaxDepth = 50;

    private readonly PlainYamlLine _line;
    private int _depth;

    private PlainYamlReader(string text, string source) => _line = new PlainYamlLine(text, source);

    /// <summary>True when the document was read; an empty one has no root.</summary>
    public static bool TryRead(string text, string source, out ConfigNode? root)
    {
        root = null;
        if (!PlainYamlLine.IsPlain(text))
            return false;
        var reader = new PlainYamlReader(text, source);
        reader._line.Next();
        bool hasStart = reader._line.TakeDocumentStart();
        if (reader._line.IsPastEnd)
            return !hasStart;
        root = reader._line.Indent == 0 ? reader.ReadBlock() : null;
        return root is not null && reader._line.IsPastEnd;
    }

    /// <summary>The map or list that begins here; null, as from every method below, when it is not plain.</summary>
    private ConfigNode? ReadBlock()
    {
        if (++_depth > MaxDepth)
            return null;
        ConfigNode? node = _line.Character is '[' or '{' ? ReadFlow() : _line.IsItem ? ReadList(_line.Indent) : ReadMap(_line.Indent);
        _depth--;
        return node;
    }

    private MapNode? ReadMap(int indent)
    {
        Origin start = _line.Here;
        var entries = new List<KeyValuePair<ConfigKey, ConfigNode>>();
        do
        {
            Origin at = _line.Here;
            if (_line.TakeKey() is not { } key || ReadValue(indent, isEntry: true) is not { } value)
                return null;
            entries.Add(new(new ConfigKey(key, at), value));
        }
        while (_line.Indent == indent && !_line.IsItem);

        var map = new MapNode(entries, start);
        bool hasDuplicates = map.Count < entries.Count;
        return hasDuplicates || _line.Indent > indent ? null : map;
    }

    private ListNode? ReadList(int indent)
    {
        Origin start = _line.Here;
        var items = new List<ConfigNode>();
        do
        {
            if (!_line.TakeDash() || ReadItem(indent) is not { } item)
                return null;
            items.Add(item);
        }
        while (_line.Indent == indent && _line.IsItem);
        return _line.Indent > indent ? null : new ListNode(items, start);
    }

    private ConfigNode? ReadItem(int indent) => _line.IsKey ? ReadBlock() : ReadValue(indent, isEntry: false);

    /// <summary>The value behind a key or a dash that stands at an indentation.</summary>
    private ConfigNode? ReadValue(int indent, bool isEntry)
    {
        Origin behindKey = _line.Here;
        if (!_line.TakeBlanks())
        {
            _line.Next();
            if (!isEntry)
                return null;
            if (_line.Indent > indent)
                return ReadBlock();
            return _line.Indent == indent && _line.IsItem ? ReadList(indent) : new ScalarNode(null, behindKey);
        }

        if (_line.Character == '|')
            return ReadLiteral(indent);
        return ReadLine(ReadInline()) is { } node && _line.Indent <= indent ? node : null;
    }

    private ConfigNode? ReadFlow() => ReadLine(new PlainYamlFlow(_line).Read());

    /// <summary>Goes to the next line, when nothing stands behind the node in this one.</summary>
    private ConfigNode? ReadLine(ConfigNode? node)
    {
        if (node is null || !_line.TakeEnd())
            return null;
        _line.Next();
        return node;
    }

    private ConfigNode? ReadInline() => _line.Character switch
    {
        '[' or '{' => new PlainYamlFlow(_line).Read(),
        '\'' or '"' => _line.TakeQuoted(),
        _ => _line.TakePlain(),
    };

    private ScalarNode? ReadLiteral(int indent)
    {
        Origin start = _line.Here;
        if (_line.TakeLiteralMark() is not { } keepsLineEnd)
            return null;
        var text = new StringBuilder();
        if (!_line.TakeLiteral(indent, text))
            return null;
        if (!keepsLineEnd)
            text.Length--;
        return _line.Indent > indent ? null : PlainYamlLine.Scalar(text.ToString(), start);
    }
}
