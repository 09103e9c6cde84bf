using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>How a class or record is built from keys: its constructor and its members.</summary>
internal sealed class BoundType
{
    private static readonly ConcurrentDictionary<Type, BoundType> Known = new();

    private readonly ConstructorInfo? _constructor;

    private BoundType([DynamicallyAccessedMembers(BoundMembers.Kept)] Type type)
    {
        Type = type;
        PropertyInfo[] properties =
            [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)];
        _constructor = ConstructorOf(type);
        ParameterInfo[] parameters = _constructor?.GetParameters() ?? [];
        BoundMember[] constructed = [.. parameters.Select(parameter => new BoundMember(PropertyOf(properties, parameter), parameter))];
        Members =
        [
            .. constructed,
            .. properties.Where(property => property.SetMethod is { IsPublic: true } && constructed.All(member => member.Property != property))
                .Select(property => new BoundMember(property, null)),
        ];
    }

    [DynamicallyAccessedMembers(BoundMembers.Kept)]
    public Type Type { get; }

    /// <summary>The constructor's parameters first, in its order, then the properties that can be set.</summary>
    public IReadOnlyList<BoundMember> Members { get; }

    public static BoundType Of([DynamicallyAccessedMembers(BoundMembers.Kept)] Type type)
    {
        if (!Known.TryGetValue(type, out BoundType? known))
            Known[type] = known = new BoundType(type);
        return known;
    }

    /// <summary>An object with the given values; members without a value keep the type's default.</summary>
    public object Create(IReadOnlyDictionary<BoundMember, object?> values)
    {
        if (_constructor is null && !Type.IsValueType)
            throw new ArgumentException($"{Type} has no public constructor. In a trimmed program, keep it with [DynamicallyAccessedMembers] or a root.");
        object?[] arguments = [.. Members.Where(member => member.Parameter is not null)
            .Select(member => values.TryGetValue(member, out object? value) ? value : member.Parameter!.DefaultValue)];
        object created = _constructor is null
            ? Activator.CreateInstance(Type)!
            : _constructor.Invoke(arguments);
        foreach (var (member, value) in values)
        {
            if (member.Parameter is null)
                member.Property!.SetValue(created, value);
        }

        return created;
    }

    /// <summary>An object with nothing but defaults, from which they are read; null when the type cannot be made without values.</summary>
    public object? Prototype()
    {
        if (_constructor is null)
            return Type.IsValueType ? Activator.CreateInstance(Type) : null;
        try
        {
            return _constructor.Invoke([.. _constructor.GetParameters().Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : null)]);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    private static ConstructorInfo? ConstructorOf([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        ConstructorInfo[] constructors = type.GetConstructors();
        ConstructorInfo? best = null;
        foreach (ConstructorInfo constructor in constructors)
        {
            int count = constructor.GetParameters().Length;
            if (count == 0)
                return constructor;
            if (best is null || count > best.GetParameters().Length)
                best = constructor;
        }

        return best;
    }

    private static PropertyInfo? PropertyOf(PropertyInfo[] properties, ParameterInfo parameter) =>
        Array.Find(properties, property => string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
}
