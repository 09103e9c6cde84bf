using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Binnacle.Configuration;

/// <summary>A property of a bound type, the constructor parameter that fills it, or both.</summary>
internal sealed class BoundMember
{
    private static readonly bool KnowsNullability =
        !AppContext.TryGetSwitch("System.Reflection.NullabilityInfoContext.IsSupported", out bool supported) || supported;

    private readonly List<Attribute> _attributes;
    private bool? _allowsNull;

    public BoundMember(PropertyInfo? property, ParameterInfo? parameter)
    {
        Property = property;
        Parameter = parameter;
        _attributes = AttributesOf(property, parameter);
        Key = _attributes.OfType<ConfigKeyAttribute>().FirstOrDefault()?.Name ?? ScalarConversion.Spelling(property?.Name ?? parameter!.Name!);
        Type = property?.PropertyType ?? parameter!.ParameterType;
        Rules = _attributes.Count == 0 ? [] : RulesAmong(_attributes);
    }

    public PropertyInfo? Property { get; }

    public ParameterInfo? Parameter { get; }

    public string Key { get; }

    public Type Type { get; }

    /// <summary>Asked for only where a null is met: it takes its time.</summary>
    public bool AllowsNull => _allowsNull ??= IsNullable();

    public IReadOnlyList<ValidationAttribute> Rules { get; }

    /// <summary>What the member is for, by <see cref="DescriptionAttribute"/>; null when it does not tell.</summary>
    public string? Description => _attributes.OfType<DescriptionAttribute>().FirstOrDefault()?.Description;

    /// <summary>The value of a constructor parameter to which nothing is given; null for a property.</summary>
    public object? DefaultParameter => Parameter is { HasDefaultValue: true } ? Parameter.DefaultValue : null;

    /// <summary>True when the configuration must give a value.</summary>
    public bool IsRequired => Parameter is not null
        ? !Parameter.HasDefaultValue
        : Property!.IsDefined(typeof(RequiredMemberAttribute)) || Rules.Any(rule => rule is RequiredAttribute);

    /// <summary>The attributes that users write; those that the compiler adds are left out.</summary>
    private static List<Attribute> AttributesOf(PropertyInfo? property, ParameterInfo? parameter)
    {
        List<Attribute> attributes = [];
        foreach (object attribute in property?.GetCustomAttributes(inherit: true) ?? [])
            Add(attribute);
        foreach (object attribute in parameter?.GetCustomAttributes(inherit: true) ?? [])
            Add(attribute);
        return attributes;

        void Add(object attribute)
        {
            if (attribute is Attribute known && known.GetType().Namespace != "System.Runtime.CompilerServices")
                attributes.Add(known);
        }
    }

    /// <summary>Apart, so that the assembly of the rules is loaded only where there are attributes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValidationAttribute[] RulesAmong(List<Attribute> attributes) => [.. attributes.OfType<ValidationAttribute>()];

    private bool IsNullable()
    {
        if (Type.IsValueType)
            return Nullable.GetUnderlyingType(Type) is not null;
        if (!KnowsNullability)
            return true;
        var context = new NullabilityInfoContext();
        NullabilityInfo info = Property is not null ? context.Create(Property) : context.Create(Parameter!);
        return info.WriteState != NullabilityState.NotNull && info.ReadState != NullabilityState.NotNull;
    }
}
