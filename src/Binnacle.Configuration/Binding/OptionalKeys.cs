using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Configuration;

/// <summary>The keys of a type that a configuration may leave out, with those of nested types (<c>model.dropout</c>).</summary>
internal static class OptionalKeys
{
    public static IReadOnlySet<string> Of([DynamicallyAccessedMembers(BoundMembers.Kept)] Type type)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (!typeof(ConfigNode).IsAssignableFrom(type))
            Collect(type, "", keys, []);
        return keys;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = BoundMembers.NestedTypes)]
    private static void Collect(
        [DynamicallyAccessedMembers(BoundMembers.Kept)] Type type, string path, HashSet<string> keys, HashSet<Type> around)
    {
        if (!around.Add(type))
            return;
        foreach (BoundMember member in BoundType.Of(type).Members)
        {
            string key = path.Length == 0 ? member.Key : $"{path}.{member.Key}";
            if (!member.IsRequired)
                keys.Add(key);
            Type target = Nullable.GetUnderlyingType(member.Type) ?? member.Type;
            if (IsNested(target))
                Collect(target, key, keys, around);
        }

        around.Remove(type);
    }

    private static bool IsNested(Type type) => type != typeof(object) && !typeof(ConfigNode).IsAssignableFrom(type)
        && ScalarConversion.Expected(type) is null && CollectionShape.ElementOf(type) is null && CollectionShape.ValueOfMap(type) is null;
}
