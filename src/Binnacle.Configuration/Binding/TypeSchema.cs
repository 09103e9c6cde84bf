using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Configuration;

/// <summary>The types of places that C# types ask for.</summary>
internal static class TypeSchema
{
    private static readonly ConcurrentDictionary<Type, ClassType> Classes = new();

    /// <summary>The class of a record or class.</summary>
    public static ClassType OfClass([DynamicallyAccessedMembers(BoundMembers.Kept)] Type type)
    {
        if (!Classes.TryGetValue(type, out ClassType? known))
            Classes[type] = known = new ClassType(type.Name, () => Fields(type), () => Defaults(type), type);
        return known;
    }

    /// <summary>A node in the form that a type asks for.</summary>
    /// <exception cref="ConfigTypeException">It does not fit.</exception>
    public static ConfigNode Fit(NodeType type, ConfigNode node) => new TypeConversion(new TreeMerge(isStruct: false, new EditScope()), isAssignment: false).Convert(type, node);

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = BoundMembers.NestedTypes)]
    private static NodeType Of(Type type, bool allowsNull)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        NodeType node = target switch
        {
            _ when ScalarConversion.TypeOf(target) is { } scalar => scalar,
            _ when target == typeof(object) || target.IsAssignableTo(typeof(ConfigNode)) => NodeType.Any,
            _ when CollectionShape.ValueOfMap(target) is { } value => new MapType(Of(CollectionShape.KeyOfMap(target)!, allowsNull: false), Of(value, AllowsNull(value))),
            _ when CollectionShape.ElementOf(target) is { } element => new ListType(Of(element, AllowsNull(element))),
            _ => OfClass(target),
        };
        return allowsNull && !ReferenceEquals(node, NodeType.Any) ? node.OrNull() : node;
    }

    private static bool AllowsNull(Type type) => Nullable.GetUnderlyingType(type) is not null;

    private static Dictionary<string, NodeType> Fields([DynamicallyAccessedMembers(BoundMembers.Kept)] Type type) =>
        BoundType.Of(type).Members.ToDictionary(member => member.Key, member => Of(member.Type, member.AllowsNull), StringComparer.Ordinal);

    private static MapNode Defaults([DynamicallyAccessedMembers(BoundMembers.Kept)] Type type)
    {
        BoundType bound = BoundType.Of(type);
        object? prototype = bound.Prototype();
        return new MapNode(bound.Members.Select(member => new KeyValuePair<ConfigKey, ConfigNode>(member.Key, Default(member, prototype))));
    }

    private static ConfigNode Default(BoundMember member, object? prototype)
    {
        if (member.IsRequired)
            return new ScalarNode(ScalarNode.MissingText);
        object? value = member.Property?.GetMethod is { IsPublic: true } && prototype is not null ? member.Property.GetValue(prototype) : member.DefaultParameter;
        return value is null && !member.AllowsNull
            ? new ScalarNode(ScalarNode.MissingText)
            : Fit(Of(member.Type, allowsNull: true), new ObjectTree().NodeOf(value));
    }
}
