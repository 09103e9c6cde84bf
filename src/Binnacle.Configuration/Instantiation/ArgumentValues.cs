using System.Globalization;
using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>Arguments in the types of their parameters and properties.</summary>
internal sealed record ArgumentValues(object?[] Parameters, IReadOnlyList<(PropertyInfo Property, object? Value)> Properties)
{
    /// <summary>Calls the method; what it throws comes as it was thrown.</summary>
    public object? Apply(MethodBase method)
    {
        object? made = method is ConstructorInfo constructor
            ? constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, Parameters, CultureInfo.InvariantCulture)
            : method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, Parameters, CultureInfo.InvariantCulture);
        foreach (var (property, value) in Properties)
            property.SetValue(made, value, BindingFlags.DoNotWrapExceptions, null, null, CultureInfo.InvariantCulture);
        return made;
    }
}
