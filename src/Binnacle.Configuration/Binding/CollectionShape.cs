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

    /// <summary>The key type of a map whose keys are single values; null for another type.</summary>
    public static Type? KeyOfMap(Type type) => ValueOfMap(type) is null ? null : type.GetGenericArguments()[0];

    /// <summary>The value type of a map whose keys are single values; null for another type.</summary>
    public static Type? ValueOfMap(Type type) =>
        type.IsGenericType && Maps.Contains(type.GetGenericTypeDefinition()) && ScalarConversion.TypeOf(type.GetGenericArguments()[0]) is not null
            ? type.GetGenericArguments()[1]
            : null;

    /// <summary>A list, set or array with the items.</summary>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = BoundMembers.NestedTypes)]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = BoundMembers.NestedTypes)]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = BoundMembers.NestedTypes)]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = BoundMembers.NestedTypes)]
    public static object MakeList(Type type, Type element, object?[] items)
    {
        try
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
        catch (NotSupportedException error)
        {
            throw NotCompiled($"a list of {element.Name}", error);
        }
    }

    /// <summary>A map with text keys.</summary>
    public static object MakeMap(Type value, IEnumerable<KeyValuePair<string, object?>> entries) =>
        MakeMap(typeof(string), value, entries.Select(entry => KeyValuePair.Create<object, object?>(entry.Key, entry.Value)));

    /// <summary>A map with the entries.</summary>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = BoundMembers.NestedTypes)]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = BoundMembers.NestedTypes)]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = BoundMembers.NestedTypes)]
    public static object MakeMap(Type key, Type value, IEnumerable<KeyValuePair<object, object?>> entries)
    {
        try
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
            foreach (var (name, item) in entries)
                map[name] = item;
            return map;
        }
        catch (NotSupportedException error)
        {
            throw NotCompiled($"a dictionary of {value.Name}", error);
        }
    }

    private static ConfigException NotCompiled(string shape, NotSupportedException error) => new(
        $"The program was compiled ahead of time without code for {shape}. Give the member that needs it a default, as in `= []`: then the compiler keeps it.", inner: error);
}
