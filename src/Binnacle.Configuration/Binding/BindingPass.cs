using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Binnacle.Configuration;

/// <summary>One binding of a tree to a type. It goes through everything and collects the faults.</summary>
internal sealed class BindingPass
{
    /// <summary>What is found of a required key that nothing gives.</summary>
    public const string NoSuchKey = "no such key";

    private static readonly object Unbound = new();

    public List<ConfigFault> Faults { get; } = [];

    /// <summary>An object of the type, or a value to be thrown away when there are faults.</summary>
    public object? BindObject([DynamicallyAccessedMembers(BoundMembers.Kept)] Type type, MapNode map, string path)
    {
        BoundType bound = BoundType.Of(type);
        int before = Faults.Count;
        var values = new Dictionary<BoundMember, object?>();
        foreach (BoundMember member in bound.Members)
            BindMember(member, map, path, values);
        RefuseUnknown(bound, map, path);
        return Faults.Count > before ? null : Created(bound, values, map, path);
    }

    /// <summary>A value of any type that a member may have; false, with faults, when the node does not fit.</summary>
    public bool TryBind(Type type, ConfigNode node, string path, bool allowsNull, out object? value)
    {
        value = Bind(type, node, path, allowsNull);
        return !ReferenceEquals(value, Unbound);
    }

    private void BindMember(BoundMember member, MapNode map, string path, Dictionary<BoundMember, object?> values)
    {
        string key = Join(path, member.Key);
        if (!map.TryGetValue(member.Key, out ConfigNode? node))
        {
            if (member.IsRequired)
                Faults.Add(new(key, Expected(member.Type), NoSuchKey, map.Origin));
            return;
        }

        object? value = Bind(member.Type, node, key, node is ScalarNode { Value: null } && member.AllowsNull);
        if (ReferenceEquals(value, Unbound))
            return;
        values[member] = value;
        Validate(member, value, node, key);
    }

    /// <summary>A constructor may refuse values by an exception; that is a fault of the configuration.</summary>
    private object? Created(BoundType bound, Dictionary<BoundMember, object?> values, MapNode map, string path)
    {
        try
        {
            return bound.Create(values);
        }
        catch (System.Reflection.TargetInvocationException error) when (error.InnerException is ArgumentException refused)
        {
            Faults.Add(new(path.Length == 0 ? bound.Type.Name : path, "", refused.Message.TrimEnd('.'), map.Origin));
            return null;
        }
    }

    private void RefuseUnknown(BoundType bound, MapNode map, string path)
    {
        string[] known = [.. bound.Members.Select(member => member.Key)];
        foreach (var (key, node) in map)
        {
            if (known.Contains(key.Text) && key.Value is string)
                continue;
            string? nearest = NearestName.Of(key.Text, known);
            string names = nearest is null && known.Length is > 0 and <= 12 ? $"unknown key (known are {string.Join(", ", known)})" : "unknown key";
            Faults.Add(new(Join(path, key.Text), "", names, key.Origin ?? node.Origin, nearest is null ? null : Join(path, nearest)));
        }
    }

    private object? Bind(Type type, ConfigNode node, string path, bool allowsNull)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (node is ScalarNode { IsMissing: true })
            return Fault(path, Expected(target), "??? (a value must be given)", node);
        if (target.IsInstanceOfType(node) && typeof(ConfigNode).IsAssignableFrom(target))
            return node;
        if (node is ScalarNode { Value: null })
            return allowsNull ? null : Fault(path, Expected(target), "null", node);
        if (target == typeof(object))
            return Plain(node);
        return ScalarConversion.TypeOf(target) is { } scalar ? BindScalar(scalar, target, node, path) : BindContainer(target, node, path);
    }

    private object BindScalar(ScalarType scalar, Type target, ConfigNode node, string path)
    {
        object? given = (node as ScalarNode)?.Value;
        object? value = given is null ? null : ScalarConversion.To(target, given);
        return value ?? Fault(path, scalar.ExpectedInsteadOf(given), Found(node), node, scalar.Nearest(PythonText.Of(node)));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = BoundMembers.NestedTypes)]
    private object? BindContainer(Type type, ConfigNode node, string path)
    {
        if (CollectionShape.ValueOfMap(type) is { } value)
            return node is MapNode entries ? BindMap(CollectionShape.KeyOfMap(type)!, value, entries, path) : Fault(path, "keys with values", Found(node), node);
        if (CollectionShape.ElementOf(type) is { } element)
            return node is ListNode items ? BindList(type, element, items, path) : Fault(path, Expected(type), Found(node), node);
        return node is MapNode map ? BindObject(type, map, path) ?? Unbound : Fault(path, "keys with values", Found(node), node);
    }

    private object BindList(Type type, Type element, ListNode list, string path)
    {
        int before = Faults.Count;
        object?[] items = [.. list.Select((node, index) => Bind(element, node, $"{path}[{index}]", !element.IsValueType || Nullable.GetUnderlyingType(element) is not null))];
        return Faults.Count > before ? Unbound : CollectionShape.MakeList(type, element, items);
    }

    private object BindMap(Type key, Type value, MapNode map, string path)
    {
        int before = Faults.Count;
        bool allowsNull = !value.IsValueType || Nullable.GetUnderlyingType(value) is not null;
        List<KeyValuePair<object, object?>> entries =
            [.. map.Select(entry => KeyValuePair.Create(BindKey(key, entry.Key, entry.Value, path), Bind(value, entry.Value, Join(path, entry.Key.Text), allowsNull)))];
        return Faults.Count > before ? Unbound : CollectionShape.MakeMap(key, value, entries);
    }

    private object BindKey(Type type, ConfigKey key, ConfigNode node, string path)
    {
        var given = new ScalarNode(key.Value, key.Origin ?? node.Origin);
        return BindScalar(ScalarConversion.TypeOf(type)!, type, given, Join(path, key.Text));
    }

    private void Validate(BoundMember member, object? value, ConfigNode node, string key)
    {
        foreach (ValidationAttribute rule in member.Rules)
        {
            if (!ValueRules.IsKept(rule, value, node))
                Faults.Add(new(key, ValueRules.Expected(rule, key, node), Found(node), node.Origin, ValueRules.Nearest(rule, node)));
        }
    }

    private object Fault(string path, string expected, string found, ConfigNode node, string? nearest = null)
    {
        Faults.Add(new(path, expected, found, node.Origin, nearest));
        return Unbound;
    }

    private static string Expected(Type type)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarConversion.Expected(target) is { } scalar)
            return scalar;
        return CollectionShape.ValueOfMap(target) is null && CollectionShape.ElementOf(target) is { } element
            ? $"a list ({Expected(element)} each)"
            : "keys with values";
    }

    private static string Found(ConfigNode node) => node switch
    {
        MapNode map => $"a map of {map.Count} key{(map.Count == 1 ? "" : "s")}",
        ListNode list => $"a list of {list.Count}",
        ScalarNode { Value: null } => "null",
        ScalarNode { Value: string text } => $"'{(text.Length > 80 ? text[..80] + "…" : text)}' (text)",
        ScalarNode { Value: bool flag } => flag ? "true (bool)" : "false (bool)",
        _ => $"{PythonText.Of(node)} ({TypeName.Of(node)})",
    };

    private static object? Plain(ConfigNode node) => node switch
    {
        MapNode map => map.ToDictionary(entry => entry.Key.Text, entry => Plain(entry.Value)),
        ListNode list => list.Select(Plain).ToList(),
        _ => ((ScalarNode)node).Value,
    };

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
