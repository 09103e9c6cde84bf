using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Binnacle.Configuration;

/// <summary>Builds the tree of one document from YamlDotNet's events; every failure gets a place.</summary>
internal sealed class YamlDocumentReader(string text, string source, bool isConfig = false)
{
    private const string CoreTags = "tag:yaml.org,2002:";

    private readonly Parser _parser = new(new StringReader(text));
    private readonly Dictionary<string, (ConfigNode Node, long Size)> _anchors = new(StringComparer.Ordinal);
    private Mark _last = Mark.Empty;
    private int _depth;
    private int _flow;
    private long _size;

    /// <summary>Where quoted and block texts lie.</summary>
    private readonly List<(int Start, int End)> _texts = [];

    /// <summary>The root of the document; null when the text has none.</summary>
    public ConfigNode? Read()
    {
        RefuseUnprintable();
        Next<StreamStart>();
        if (Peek() is StreamEnd)
            return null;

        Next<DocumentStart>();
        ConfigNode root = ReadNode();
        Next<DocumentEnd>();
        if (Peek() is DocumentStart second)
            throw Fault("a second document begins here; one is expected.", second.Start);
        RefuseTabs();
        return root;
    }

    /// <summary>Control characters and halves of surrogate pairs cannot stand in YAML; in quotes they are written as escapes.</summary>
    private void RefuseUnprintable()
    {
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (character is (>= ' ' and <= '~') or '\t' or '\n' or '\r' or '\u0085' or (>= '\u00A0' and <= '\uD7FF') or (>= '\uE000' and <= '\uFFFD'))
                continue;
            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            int line = text.AsSpan(0, i).Count('\n') + 1, column = i - text.LastIndexOf('\n', Math.Max(0, i - 1));
            throw Fault($"the character U+{(int)character:X4} cannot stand in YAML.", new Mark(i, line, column));
        }
    }

    /// <summary>A tab may stand in quoted and in block text and in comments, nowhere else; the parser overlooks those between values.</summary>
    private void RefuseTabs()
    {
        int from = 0;
        foreach (var (start, end) in _texts.Append((text.Length, text.Length)))
        {
            for (int tab = text.IndexOf('\t', from, Math.Max(0, start - from)); tab >= 0; tab = text.IndexOf('\t', tab + 1, start - tab - 1))
            {
                if (!IsInComment(tab, from))
                    throw Fault("a tab cannot stand between values; use blanks.", new Mark(tab, text.AsSpan(0, tab).Count('\n') + 1, tab - text.LastIndexOf('\n', tab)));
            }

            from = Math.Max(from, end);
        }
    }

    private bool IsInComment(int tab, int from)
    {
        int line = Math.Max(from, text.LastIndexOf('\n', tab) + 1);
        for (int at = text.IndexOf('#', line, tab - line); at >= 0; at = text.IndexOf('#', at + 1, tab - at - 1))
        {
            if (at == 0 || text[at - 1] is ' ' or '\n')
                return true;
        }

        return false;
    }

    private ConfigNode ReadNode()
    {
        ParsingEvent next = Peek();
        if (next is AnchorAlias alias)
        {
            Move();
            return Aliased(alias);
        }

        long before = _size++;
        ConfigNode node = next switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart sequence => ReadSequence(sequence),
            MappingStart mapping => ReadMapping(mapping),
            _ => throw Fault("a value is expected here.", next.Start),
        };
        if (next is NodeEvent { Anchor.IsEmpty: false } anchored)
            Anchor(anchored, (node, _size - before));
        return node;
    }

    private void Anchor(NodeEvent anchored, (ConfigNode Node, long Size) content)
    {
        if (!_anchors.TryAdd(anchored.Anchor.Value, content))
            throw Fault($"found duplicate anchor '{anchored.Anchor.Value}'.", anchored.Start);
    }

    private ConfigNode Aliased(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
            throw Fault($"found undefined alias '{alias.Value.Value}'." + Nearest(alias.Value.Value), alias.Start);
        _size += anchored.Size;
        if (_size > YamlReader.MaxExpandedNodes)
            throw Fault($"aliases expand to more than {YamlReader.MaxExpandedNodes:N0} values.", alias.Start);
        return anchored.Node;
    }

    private string Nearest(string name) =>
        NearestName.Of(name, _anchors.Keys) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private ScalarNode ReadScalar(Scalar scalar)
    {
        Note(scalar);
        Move();
        var node = new ScalarNode(ValueOf(scalar), At(scalar.Start));
        // A single text as the whole document becomes a key, which is not resolved.
        if (node.IsInterpolation && (_depth > 0 || !isConfig))
            CheckInterpolation(node, scalar.Start);
        return node;
    }

    /// <summary>Parses an interpolation now, for a fault in it belongs to the place where it is written; the parsed form stays with the node.</summary>
    private void Note(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain)
            _texts.Add(((int)scalar.Start.Index, (int)scalar.End.Index));
    }

    private void CheckInterpolation(ScalarNode node, Mark at)
    {
        try
        {
            _ = node.Expression;
        }
        catch (InterpolationSyntaxException error)
        {
            throw Fault(InterpolationFault.Explain((string)node.Value!, error), at, inner: error);
        }
    }

    private object? ValueOf(Scalar scalar)
    {
        if (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
        {
            bool plain = scalar.Style == ScalarStyle.Plain;
            if (plain)
                RefuseUnreadable(scalar);
            if (plain && scalar.Value is ("=" or "<<"))
                throw Fault($"'{scalar.Value}' has a meaning of its own in YAML; quote it to use it as text.", scalar.Start);
            if (!plain)
                return scalar.Value;
            return YamlScalar.Resolve(scalar.Value) ?? (YamlScalar.IsNull(scalar.Value) ? null : throw Fault($"expected digits in the integer '{scalar.Value}'.", scalar.Start));
        }

        return scalar.Tag.Value switch
        {
            CoreTags + "str" => scalar.Value,
            CoreTags + "null" => null,
            CoreTags + "int" when TaggedScalar.Integer(scalar.Value) is { } value => value,
            CoreTags + "float" when TaggedScalar.Float(scalar.Value) is { } value => value,
            CoreTags + "bool" when TaggedScalar.Bool(scalar.Value) is { } flag => flag,
            CoreTags + "binary" when TaggedScalar.Binary(scalar.Value) is { } bytes => bytes,
            CoreTags + "int" or CoreTags + "float" or CoreTags + "bool" or CoreTags + "binary" => throw Fault(
                $"expected {scalar.Tag.Value[CoreTags.Length..]}, found '{scalar.Value}'.", scalar.Start),
            var tag => throw UnknownTag(tag, scalar.Start),
        };
    }

    /// <summary>Plain text that YAML 1.1 does not know as such but YamlDotNet reads.</summary>
    private void RefuseUnreadable(Scalar scalar)
    {
        // The parser overlooks the colon in `a *b: c` and would make one text of the line.
        if (scalar.Value.Contains(": ", StringComparison.Ordinal))
            throw Fault("': ' cannot stand in unquoted text; quote the key or the value.", scalar.Start, scalar.Value.Length);
        if (scalar.Value.Contains('\t', StringComparison.Ordinal))
            throw Fault("a tab cannot stand in unquoted text, nor indent it; use blanks, or quotes.", Find('\t', scalar.Start));
        if (_flow > 0 && (scalar.Value.Contains('?', StringComparison.Ordinal) || scalar.Value.StartsWith(':')))
            throw Fault("'?' and a leading ':' have a meaning of their own inside [ ] and { }; quote the text.", scalar.Start, Math.Max(1, scalar.Value.Length));
    }

    /// <summary>The place of the next such character of the text.</summary>
    private Mark Find(char character, Mark from)
    {
        int index = text.IndexOf(character, (int)Math.Clamp(from.Index, 0, text.Length));
        return index < 0 ? from : new Mark(index, text.AsSpan(0, index).Count('\n') + 1, index - text.LastIndexOf('\n', Math.Max(0, index - 1)));
    }

    private ListNode ReadSequence(SequenceStart start)
    {
        bool isTagged = !start.Tag.IsEmpty && !start.Tag.IsNonSpecific;
        bool arePairs = isTagged && start.Tag.Value is CoreTags + "omap" or CoreTags + "pairs";
        if (isTagged && !arePairs && start.Tag.Value != CoreTags + "seq")
            throw UnknownTag(start.Tag.Value, start.Start);
        bool flow = start.Style == SequenceStyle.Flow;
        Enter(start, flow);
        List<ConfigNode> items = [];
        while (Peek() is not SequenceEnd)
        {
            Mark at = Peek().Start;
            ConfigNode item = ReadNode();
            items.Add(arePairs ? Pair(item, at) : item);
        }

        Leave(flow);
        return new ListNode(items, At(start.Start));
    }

    /// <summary>An entry of an ordered map, or of pairs: a list of key and value.</summary>
    private ListNode Pair(ConfigNode item, Mark at)
    {
        if (item is not MapNode { Count: 1 } map)
            throw Fault("expected a map of one key here.", at);
        var (key, value) = map.Single();
        return new ListNode([new ScalarNode(key.Value, key.Origin), value], item.Origin);
    }

    private MapNode ReadMapping(MappingStart start)
    {
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific && start.Tag.Value != CoreTags + "map")
            throw UnknownTag(start.Tag.Value, start.Start);
        bool flow = start.Style == MappingStyle.Flow;
        Enter(start, flow);
        List<KeyValuePair<ConfigKey, ConfigNode>> merged = [], own = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (Peek() is not MappingEnd)
        {
            if (Peek() is Scalar { Style: ScalarStyle.Plain, Tag.IsEmpty: true, Value: "<<" } mergeKey)
            {
                Move();
                merged.AddRange(Merged(ReadNode(), mergeKey.Start));
                continue;
            }

            ConfigKey key = ReadKey(seen);
            own.Add(new(key, ReadNode()));
        }

        Leave(flow);
        return new MapNode(merged.Concat(own), At(start.Start));
    }

    private ConfigKey ReadKey(HashSet<string> seen)
    {
        ParsingEvent next = Peek();
        object? value;
        if (next is AnchorAlias alias)
        {
            Move();
            value = (Aliased(alias) as ScalarNode)?.Value;
        }
        else if (next is Scalar scalar)
        {
            Note(scalar);
            Move();
            _size++;
            value = scalar is { Style: ScalarStyle.Plain, Tag.IsEmpty: true, Value: "=" } ? "=" : ValueOf(scalar);
            if (!scalar.Anchor.IsEmpty)
                Anchor(scalar, (new ScalarNode(value, At(scalar.Start)), 1));
        }
        else
        {
            throw Fault("a key must be a single value, not a list or a map.", next.Start);
        }

        if (value is string text && !seen.Add(text))
            throw Fault($"found duplicate key {text}.", next.Start, Math.Max(1, text.Length));
        return value is string or long or BigInteger or double or bool or byte[]
            ? new ConfigKey(value, At(next.Start))
            : throw Fault("a key must be text, a number or a bool.", next.Start);
    }

    /// <summary>What <c>&lt;&lt;</c> brings in; of several maps the earlier ones win.</summary>
    private IEnumerable<KeyValuePair<ConfigKey, ConfigNode>> Merged(ConfigNode node, Mark at) => node switch
    {
        MapNode map => map,
        ListNode list when list.All(item => item is MapNode) => list.Reverse().SelectMany(item => (MapNode)item),
        _ => throw Fault("expected a map or a list of maps to merge.", at),
    };

    private void Enter(NodeEvent start, bool flow)
    {
        _flow += flow ? 1 : 0;
        if (++_depth > YamlReader.MaxDepth)
            throw Fault($"nested deeper than {YamlReader.MaxDepth} levels.", start.Start);
        Move();
    }

    private void Leave(bool flow)
    {
        _flow -= flow ? 1 : 0;
        _depth--;
        Move();
    }

    private ParsingEvent Peek()
    {
        if (_parser.Current is null)
            Move();
        return _parser.Current ?? throw Fault("the text ends too early.", _last);
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        ParsingEvent found = Peek();
        if (found is not T)
            throw Fault($"expected {typeof(T).Name}, found {found.GetType().Name}.", found.Start);
        Move();
    }

    private void Move()
    {
        try
        {
            _parser.MoveNext();
            if (_parser.Current is { } current)
                _last = current.Start;
        }
        catch (YamlException error)
        {
            // Some of its errors carry the very start of the text as their place; the last event is then nearer to the truth.
            Mark at = error.Start.Index == 0 && _last.Index > 0 ? _last : error.Start;
            throw error.Message.Contains(" tab ", StringComparison.Ordinal)
                ? Fault("a tab cannot indent YAML; use blanks.", Find('\t', at), inner: error)
                : Fault(Sentence(error.Message), at, inner: error);
        }
        catch (Exception error) when (error is not (ConfigException or OutOfMemoryException))
        {
            throw Fault("the YAML is not well formed near here (an unclosed bracket or quote?).", _last, inner: error);
        }
    }

    private static string Sentence(string message)
    {
        if (message.Contains("quoted scalar", StringComparison.Ordinal))
            return "the quoted text that begins here is not closed, or its further lines are not indented.";
        int end = message.IndexOf("): ", StringComparison.Ordinal);
        string text = message.StartsWith('(') && end > 0 ? message[(end + 3)..] : message;
        text = text.Length > 0 ? char.ToLowerInvariant(text[0]) + text[1..] : text;
        return text.EndsWith('.') ? text : text + ".";
    }

    private ConfigException UnknownTag(string tag, Mark at) =>
        Fault($"the tag '{tag}' is not supported; plain values, lists and maps are.", at);

    private ConfigException Fault(string message, Mark at, int length = 1, Exception? inner = null)
    {
        Origin origin = At(at);
        return new ConfigException($"{origin}: {message}{SourceExcerpt.Of(text, origin.Line, origin.Column, length)}", origin, inner);
    }

    private Origin At(Mark mark) => new(source, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
