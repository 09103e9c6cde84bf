using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Configuration;

/// <summary>Binds a resolved tree to C# records and classes, and makes trees of them.</summary>
/// <remarks>
/// <para>
/// A property is filled from the key of its name in snake_case (<c>TrainBs</c> from <c>train_bs</c>), or from the name that
/// <see cref="ConfigKeyAttribute"/> gives. A key that is absent leaves the property's own default; a <c>required</c> property and
/// a constructor parameter without default must be given. Keys without a property are refused.
/// </para>
/// <para>
/// Members may be integers, floats, bool, text, enumerations (by name, whatever its case and separators, or by number), <see cref="TimeSpan"/>, dates, paths (<see cref="FileInfo"/>, <see cref="DirectoryInfo"/>), nullable forms of these, lists,
/// sets, arrays, dictionaries whose keys are single values, nested types, <see cref="ConfigNode"/> and <see cref="object"/>. Attributes of
/// <see cref="System.ComponentModel.DataAnnotations"/> that look at one value (range, pattern, length) are checked.
/// </para>
/// <para>
/// In a trimmed or ahead-of-time compiled program the trimmer keeps the members of the type argument; the program itself must keep
/// those of the types of nested members.
/// </para>
/// </remarks>
public static class ConfigBinder
{
    /// <summary>An object with the values of a tree.</summary>
    /// <typeparam name="T">The type; its members are filled as the remarks of the class say.</typeparam>
    /// <param name="resolved">The tree, its interpolations resolved.</param>
    /// <exception cref="ConfigBindingException">Values do not fit, are missing, or have no place in the type; all of them are named.</exception>
    public static T Bind<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(MapNode resolved)
    {
        ArgumentNullException.ThrowIfNull(resolved);
        if (resolved is T tree)
            return tree;
        var pass = new BindingPass();
        object? bound = pass.BindObject(typeof(T), resolved, "");
        return pass.Faults.Count == 0 ? (T)bound! : throw new ConfigBindingException(pass.Faults);
    }

    /// <summary>What hinders the binding of a tree: all values that do not fit, are missing, or have no place in the type.</summary>
    /// <typeparam name="T">The type, as for <see cref="Bind"/>.</typeparam>
    /// <param name="resolved">The tree, its interpolations resolved.</param>
    /// <returns>The faults; empty when the tree fits.</returns>
    public static IReadOnlyList<ConfigFault> Faults<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(MapNode resolved)
    {
        ArgumentNullException.ThrowIfNull(resolved);
        if (resolved is T)
            return [];
        var pass = new BindingPass();
        pass.BindObject(typeof(T), resolved, "");
        return pass.Faults;
    }

    /// <summary>The keys that a configuration for the type may leave out, nested ones with dots (<c>model.dropout</c>).</summary>
    /// <typeparam name="T">The type; empty for a <see cref="ConfigNode"/>.</typeparam>
    public static IReadOnlySet<string> OptionalKeys<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>() => Configuration.OptionalKeys.Of(typeof(T));

    /// <summary>The tree of an object: one key for each member that <see cref="Bind"/> fills and that can be read, so that the tree binds to an equal object.</summary>
    /// <param name="value">The object; enumerations become their names in snake_case, durations text such as <c>00:01:30</c>.</param>
    /// <exception cref="ArgumentException">A value cannot stand in a configuration, or the object contains itself.</exception>
    public static MapNode ToNode<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(T value)
        where T : notnull => new ObjectTree().MapOf(typeof(T), value);
}
