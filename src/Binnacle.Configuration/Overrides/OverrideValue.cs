namespace Binnacle.Configuration;

/// <summary>The value of an override as it was written: an element, or a sweep over elements.</summary>
public abstract record OverrideValue;

/// <summary>A value that one job can have.</summary>
public abstract record ElementValue : OverrideValue
{
    /// <summary>The node that the configuration gets; quoted text loses its quotes.</summary>
    /// <param name="origin">The origin of the node.</param>
    public abstract ConfigNode ToNode(Origin? origin);

    /// <summary>The text that gives the same value when it is parsed again, as the reference's sweepers print it.</summary>
    public abstract string Text { get; }
}

/// <summary>Null, bool, integer, float or unquoted text (interpolations included).</summary>
/// <param name="Value">As <see cref="ScalarNode.Value"/>.</param>
public sealed record ScalarValue(object? Value) : ElementValue
{
    /// <inheritdoc/>
    public override string Text => Value switch
    {
        null => "null",
        bool flag => flag ? "True" : "False",
        double number => PythonText.Of(number),
        string text => OverrideText.Escape(text),
        _ => ((IFormattable)Value).ToString(null, System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    public override ConfigNode ToNode(Origin? origin) => new ScalarNode(Value, origin);
}

/// <summary>Text in quotes.</summary>
/// <param name="Value">The text without its quotes and escapes.</param>
/// <param name="Quote">The quote it was written with, <c>'</c> or <c>"</c>.</param>
public sealed record QuotedValue(string Value, char Quote) : ElementValue
{
    /// <inheritdoc/>
    public override string Text => OverrideText.Quote(Value, Quote);

    /// <inheritdoc/>
    public override ConfigNode ToNode(Origin? origin) => new ScalarNode(Value, origin);
}

/// <summary><c>[a, b]</c>. Items may be sweeps, which only sweepers of other kinds understand.</summary>
/// <param name="Items">The items.</param>
public sealed record ListValue(IReadOnlyList<OverrideValue> Items) : ElementValue
{
    /// <inheritdoc/>
    public override string Text => $"[{string.Join(',', Items.Select(OverrideText.OfElement))}]";

    /// <inheritdoc/>
    public override ConfigNode ToNode(Origin? origin) => new ListNode(Items.Select(item => OverrideText.Element(item).ToNode(origin)), origin);
}

/// <summary><c>extend_list(a,b)</c>: the items are appended to the list that is there.</summary>
/// <param name="Items">The new items.</param>
public sealed record ListExtension(IReadOnlyList<OverrideValue> Items) : ElementValue
{
    /// <inheritdoc/>
    public override string Text => $"extend_list({string.Join(',', Items.Select(OverrideText.OfElement))})";

    /// <summary>The new items alone.</summary>
    /// <param name="origin">The origin of the nodes.</param>
    public override ConfigNode ToNode(Origin? origin) => new ListValue(Items).ToNode(origin);
}

/// <summary><c>{k: v}</c>.</summary>
/// <param name="Entries">Keys (typed as unquoted text is) and values.</param>
public sealed record MapValue(IReadOnlyList<KeyValuePair<object?, OverrideValue>> Entries) : ElementValue
{
    /// <inheritdoc/>
    public override string Text =>
        "{" + string.Join(',', Entries.Select(entry => $"{new ScalarValue(entry.Key).Text}:{OverrideText.OfElement(entry.Value)}")) + "}";

    /// <inheritdoc/>
    public override ConfigNode ToNode(Origin? origin) => new MapNode(
        Entries.Select(entry => new KeyValuePair<ConfigKey, ConfigNode>(
            entry.Key is null
                ? throw new ConfigException("Incompatible key type 'NoneType'", origin)
                : new ConfigKey(entry.Key, origin),
            OverrideText.Element(entry.Value).ToNode(origin))),
        origin);
}
