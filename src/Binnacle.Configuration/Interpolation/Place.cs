using System.Text;

namespace Binnacle.Configuration;

/// <summary>A node together with the way that leads to it from the root; nodes themselves know no parent.</summary>
internal sealed class Place
{
    private readonly object? _key;

    public Place(ConfigNode root) => Node = root;

    private Place(ConfigNode node, Place parent, object key)
    {
        Node = node;
        Parent = parent;
        _key = key;
        Depth = parent.Depth + 1;
    }

    public ConfigNode Node { get; }

    public Place? Parent { get; }

    public int Depth { get; }

    public Place Root
    {
        get
        {
            Place place = this;
            while (place.Parent is { } parent)
                place = parent;
            return place;
        }
    }

    /// <summary>The container to which relative keys refer: the parent, or the root itself.</summary>
    public Place Container => Parent ?? this;

    /// <summary>The way as the reference writes it: <c>a.b[0].c</c>; empty at the root.</summary>
    public string FullKey
    {
        get
        {
            var text = new StringBuilder();
            Append(text);
            return text.ToString();
        }
    }

    /// <summary>The last part of the way.</summary>
    public string Key => _key?.ToString() ?? "";

    /// <summary>The last part of the way as a key; an index as its number.</summary>
    public ConfigKey ConfigKey => _key is ConfigKey key ? key : new ConfigKey(_key);

    public Place Child(ConfigKey key, ConfigNode node) => new(node, this, key);

    public Place Child(int index, ConfigNode node) => new(node, this, index);

    /// <summary>The same place with another node in it: what a resolver made there.</summary>
    public Place Holding(ConfigNode node) => Parent is { } parent ? new(node, parent, _key!) : new(node);

    /// <summary>True when both are the same place of the same tree.</summary>
    public bool IsAt(Place other)
    {
        Place? left = this, right = other;
        while (!ReferenceEquals(left, right))
        {
            if (left.Depth != right.Depth || !Equals(left._key, right._key))
                return false;
            if (left.Parent is null || right.Parent is null)
                return ReferenceEquals(left.Node, right.Node);
            (left, right) = (left.Parent, right.Parent);
        }

        return true;
    }

    /// <summary>True when <paramref name="other"/> is this place or lies above it.</summary>
    public bool IsWithin(Place other)
    {
        Place place = this;
        while (place.Depth > other.Depth)
            place = place.Parent!;
        return place.IsAt(other);
    }

    private void Append(StringBuilder text)
    {
        if (Parent is null)
            return;
        Parent.Append(text);
        if (_key is int index)
            text.Append('[').Append(index).Append(']');
        else
            text.Append(text.Length > 0 ? "." : "").Append(_key);
    }
}
