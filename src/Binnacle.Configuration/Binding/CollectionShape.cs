using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Configuration;

/// <summary>Which types are lists and maps for binding, and how they are made.</summary>
internal static class CollectionShape
{
    private static readonly Type[] Lists =
        [typeof(IEnumerable<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyList<>), typeof(ICollection<>), typeof(IList<>), typeof(List<>)];

    private static readonly Type[] Sets = [typeof(IReadOnlySet<>), typeof(ISet<>), typeof(HashSet<>)];

    private static readonly Type[] Maps = [typeof(IReadOnlyDictionary<,>), typeof(IDictionary<,>), typeof(Dictionary<,>)];

    /// <summary>The element type of a list, set or array; null for another type.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();
        Type? definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return Lists.Contains(definition) || Sets.Contains(definition) ? type.GetGenericArguments()[0] : null;
    }

    /// <summary>The value type of a map with text keys; null for another type.</summary>
    public static Type? ValueOfMap(Type type) =>
        type.IsGenericType && Maps.Contains(type.GetGenericTypeDefinition()) && type.GetGenericArguments()[0] == typeof(string)
            ? type.GetGenericArguments()[1]
            : null;

    /// <summary>A list, set or array with the items.</summary>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = BoundMembers.NestedTypes)]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = BoundMembers.NestedTypes)]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = BoundMembers.NestedTypes)]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = BoundMembers.NestedTypes)]
    public static object MakeList(Type type, Type element, object?[] items)
    {
        Array array = Array.CreateInstance(element, items.Length);
        Array.Copy(items, array, items.Length);
        Type? definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (definition == typeof(List<>) || definition == typeof(IList<>) || definition == typeof(ICollection<>))
            return Activator.CreateInstance(typeof(List<>).MakeGenericType(element), array)!;
        if (Sets.Contains(definition))
            return Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(element), array)!;
        return array;
    }

    /// <summary>A map with the entries.</summary>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = BoundMembers.NestedTypes)]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = BoundMembers.NestedTypes)]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = BoundMembers.NestedTypes)]
    public static object MakeMap(Type value, IEnumerable<KeyValuePair<string, object?>> entries)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
        foreach (var (key, item) in entries)
            map[key] = item;
        return map;
    }
}
