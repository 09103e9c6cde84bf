using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Configuration;

/// <summary>Brings arguments into the types of their parameters, and collects the faults.</summary>
internal sealed class ArgumentConversion(ConvertMode mode)
{
    private readonly BindingPass _binding = new();

    public IReadOnlyList<ConfigFault> Faults => _binding.Faults;

    /// <summary>What a parameter wants, in words.</summary>
    public static string Expected(Type type)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarConversion.Expected(target) is { } scalar)
            return scalar;
        if (typeof(Delegate).IsAssignableFrom(target))
            return "a target with _partial_: true";
        if (CollectionShape.ValueOfMap(target) is not null || typeof(MapNode) == target)
            return "keys with values";
        return CollectionShape.ElementOf(target) is not null || typeof(ListNode) == target ? "a list" : target == typeof(object) ? "a value" : $"a {target.Name}";
    }

    /// <summary>The value as the type, or something to be thrown away when a fault was added.</summary>
    public object? To(Type type, object? value, string key, bool allowsNull, Origin? origin = null)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null when allowsNull => null,
            null => Fault(key, target, "null", origin),
            ConfigNode node => OfNode(target, node, key, allowsNull),
            MixedList list => OfList(target, list, key, origin),
            MixedMap map => OfMap(target, map, key),
            PartialTarget partial when typeof(Delegate).IsAssignableFrom(target) => partial.ToDelegate(target)
                ?? Fault(key, $"a target with _partial_: true, which can stand for Func<…> of at most three arguments only, not for {target}", "one", origin),
            _ when target.IsInstanceOfType(value) => value,
            bool or long or int or double or float or string => OfNode(target, new ScalarNode(value, origin), key, allowsNull),
            _ => Fault(key, target, $"a {value.GetType().Name}", origin),
        };
    }

    private object? OfNode(Type target, ConfigNode node, string key, bool allowsNull)
    {
        if (target == typeof(object) || target == node.GetType() || target == typeof(ConfigNode))
            return target == typeof(object) ? Free(node, key) : node;
        if (node is ListNode list && CollectionShape.ElementOf(target) is { } element && WantsObject(element))
            return OfList(target, new MixedList([.. list.Select((item, index) => new Argument(null, item, $"{key}[{index}]"))]), key, node.Origin);
        if (node is MapNode map && CollectionShape.ValueOfMap(target) is { } entry && WantsObject(entry))
            return OfMap(target, new MixedMap([.. map.Select(item => new Argument(item.Key.Text, item.Value, $"{key}.{item.Key}"))], map.Type, node.Origin), key);
        if (node is not ScalarNode && WantsObject(target))
            return Fault(key, target, node is MapNode ? "a map without _target_" : "a list", node.Origin);
        return _binding.TryBind(target, node, key, allowsNull, out object? bound) ? bound : null;
    }

    /// <summary>A value for which the parameter has no wish: scalars as they are, maps and lists by the mode.</summary>
    private object? Free(ConfigNode node, string key) => node switch
    {
        ScalarNode scalar => scalar.Value,
        _ when mode == ConvertMode.None => node,
        MapNode { Type: ClassType } when mode == ConvertMode.Partial => node,
        MapNode { Type: ClassType { Source: { } source } } when mode == ConvertMode.Object => _binding.TryBind(source, node, key, allowsNull: false, out object? bound) ? bound : null,
        MapNode map => map.ToDictionary(entry => entry.Key.Text, entry => Free(entry.Value, $"{key}.{entry.Key}")),
        ListNode list => list.Select((item, index) => Free(item, $"{key}[{index}]")).ToList(),
        _ => node,
    };

    private object? OfList(Type target, MixedList list, string key, Origin? origin)
    {
        Type? element = target == typeof(object) ? typeof(object) : CollectionShape.ElementOf(target);
        if (element is null)
            return Fault(key, target, $"a list of {list.Items.Count}", origin);
        int before = Faults.Count;
        object?[] items = [.. list.Items.Select(item => To(element, item.Value, item.FullKey, AllowsNull(element), item.Origin))];
        if (Faults.Count > before)
            return null;
        return target == typeof(object) ? new List<object?>(items) : CollectionShape.MakeList(target, element, items);
    }

    private object? OfMap(Type target, MixedMap map, string key)
    {
        if (target == typeof(object))
        {
            return mode == ConvertMode.Object && map.Type is ClassType { Source: { } source }
                ? Made(source, map, key)
                : Entries(typeof(string), target, map, key);
        }

        if (CollectionShape.ValueOfMap(target) is { } value)
            return Entries(CollectionShape.KeyOfMap(target)!, value, map, key);
        return target.IsAbstract || ScalarConversion.Expected(target) is not null || CollectionShape.ElementOf(target) is not null
            ? Fault(key, target, "a map without _target_", map.Origin)
            : Made(target, map, key);
    }

    private object? Entries(Type keys, Type values, MixedMap map, string path)
    {
        int before = Faults.Count;
        List<KeyValuePair<object, object?>> entries = [];
        foreach (Argument entry in map.Entries)
        {
            object? value = To(values, entry.Value, entry.FullKey, AllowsNull(values), entry.Origin);
            if (_binding.TryBind(keys, new ScalarNode(entry.Name, map.Origin), path, allowsNull: false, out object? name))
                entries.Add(new(name!, value));
        }

        return Faults.Count > before ? null : CollectionShape.MakeMap(keys, values, entries);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = BoundMembers.NestedTypes)]
    private object? Made(Type type, MixedMap map, string key) =>
        new TypeTarget(type.FullName ?? type.Name, type).Invoke(new TargetCall([], map.Entries, mode, key, map.Origin));

    /// <summary>True for types of which only a target makes an object, and for those that take any.</summary>
    private static bool WantsObject(Type type) => !typeof(ConfigNode).IsAssignableFrom(type)
        && (type == typeof(object) || type == typeof(PartialTarget) || typeof(Delegate).IsAssignableFrom(type)
            || (type.IsAbstract && CollectionShape.ElementOf(type) is null && CollectionShape.ValueOfMap(type) is null));

    private static bool AllowsNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private object? Fault(string key, Type target, string found, Origin? origin) => Fault(key, Expected(target), found, origin);

    private object? Fault(string key, string expected, string found, Origin? origin)
    {
        _binding.Faults.Add(new(key, expected, found, origin));
        return null;
    }
}
