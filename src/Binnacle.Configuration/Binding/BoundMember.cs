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

    public BoundMember(PropertyInfo? property, ParameterInfo? parameter)
    {
        Property = property;
        Parameter = parameter;
        Key = (property?.GetCustomAttribute<ConfigKeyAttribute>() ?? parameter?.GetCustomAttribute<ConfigKeyAttribute>())?.Name
            ?? ScalarConversion.Spelling(property?.Name ?? parameter!.Name!);
        Type = property?.PropertyType ?? parameter!.ParameterType;
        AllowsNull = IsNullable();
        Rules = [.. new ICustomAttributeProvider?[] { property, parameter }.Where(provider => provider is not null)
            .SelectMany(provider => provider!.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).Cast<ValidationAttribute>())];
        Description = (property?.GetCustomAttribute<DescriptionAttribute>() ?? parameter?.GetCustomAttribute<DescriptionAttribute>())?.Description;
    }

    public PropertyInfo? Property { get; }

    public ParameterInfo? Parameter { get; }

    public string Key { get; }

    public Type Type { get; }

    public bool AllowsNull { get; }

    public IReadOnlyList<ValidationAttribute> Rules { get; }

    /// <summary>What the member is for, by <see cref="DescriptionAttribute"/>; null when it does not tell.</summary>
    public string? Description { get; }

    /// <summary>The value of a constructor parameter to which nothing is given; null for a property.</summary>
    public object? DefaultParameter => Parameter is { HasDefaultValue: true } ? Parameter.DefaultValue : null;

    /// <summary>True when the configuration must give a value.</summary>
    public bool IsRequired => Parameter is not null
        ? !Parameter.HasDefaultValue
        : Property!.IsDefined(typeof(RequiredMemberAttribute)) || Rules.Any(rule => rule is RequiredAttribute);

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
