using System.Reflection;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Binnacle.ML;

/// <summary>What a trainer was set up with.</summary>
internal static class TrainerOptions
{
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private const string Estimators = "_estimators";

    /// <summary>The trainer in a pipeline: its last step that is one; otherwise its last step.</summary>
    public static object TrainerOf(object estimator)
    {
        if (estimator.GetType() is not { IsGenericType: true } type || type.GetGenericTypeDefinition() != typeof(EstimatorChain<>))
            return estimator;
        IEstimator<ITransformer>[] steps = type.GetField(Estimators, Inside)?.GetValue(estimator) as IEstimator<ITransformer>[] ?? [];
        return steps.LastOrDefault(step => OptionsOf(step) is not null) is { } trainer ? TrainerOf(trainer) : steps.LastOrDefault() ?? estimator;
    }

    /// <summary>The public fields of the options object that ML.NET's trainers keep.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Of(object trainer) => OptionsOf(trainer) is not { } options
        ? []
        : options.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Select(field => (Name: JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name), Value: field.GetValue(options)))
            .Where(option => option.Value is string or bool or IFormattable)
            .OrderBy(option => option.Name, StringComparer.Ordinal)
            .Select(option => new KeyValuePair<string, object>(option.Name, option.Value!));

    private static object? OptionsOf(object trainer)
    {
        for (Type? type = trainer.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (MemberInfo member in type.GetMembers(Inside))
            {
                object? value = member switch
                {
                    FieldInfo field when IsOptions(field.FieldType) => field.GetValue(trainer),
                    PropertyInfo { GetMethod: not null } property when IsOptions(property.PropertyType) && property.GetIndexParameters().Length == 0 => property.GetValue(trainer),
                    _ => null,
                };
                if (value is not null)
                    return value;
            }
        }

        return null;
    }

    private static bool IsOptions(Type type) => type.IsClass && (type.Name.EndsWith("Options", StringComparison.Ordinal)
        || (type.BaseType is { } parent && parent != typeof(object) && IsOptions(parent)));
}
