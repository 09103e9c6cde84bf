using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using TorchSharp;

namespace Binnacle.TorchSharp;

/// <summary>What <c>mlflow_autolog: true</c> records: parameters of model, optimiser and data sets, and a summary of the model.</summary>
/// <param name="Parameters">Names with values, in order.</param>
/// <param name="Summary">The model's layers, for an artifact.</param>
public sealed record AutologDescription(IReadOnlyList<KeyValuePair<string, object>> Parameters, string Summary)
{
    /// <summary>The artifact's name for <see cref="Summary"/>.</summary>
    public const string SummaryFile = "model_summary.txt";

    /// <summary>Describes a training.</summary>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">The optimiser; the options of its first group are recorded as <c>opt_…</c>.</param>
    /// <param name="datasets">The data sets.</param>
    public static AutologDescription Of(torch.nn.Module model, torch.optim.Optimizer optimizer, params IEnumerable<DatasetFacts> datasets) => new(
        [
            new("model_class", model.GetType().Name),
            new("model_parameters", ModelSummary.Count(model)),
            new("optimizer_name", optimizer.GetType().Name),
            .. Options(optimizer),
            .. datasets.SelectMany(Facts),
        ],
        ModelSummary.Of(model));

    private static IEnumerable<KeyValuePair<string, object>> Facts(DatasetFacts set)
    {
        yield return new($"dataset_{set.Name}_examples", set.Examples);
        yield return new($"dataset_{set.Name}_shape", string.Join('x', set.Shape.Select(size => size.ToString(CultureInfo.InvariantCulture))));
        if (set.Hash is { } hash)
            yield return new($"dataset_{set.Name}_hash", hash);
    }

    /// <summary>TorchSharp gives each kind of optimiser options of a class of its own, with public fields.</summary>
    private static IEnumerable<KeyValuePair<string, object>> Options(torch.optim.Optimizer optimizer)
    {
        object? group = optimizer.ParamGroups.FirstOrDefault();
        object? options = group?.GetType().GetProperties().First(property => property.Name == "Options").GetValue(group);
        return options is null
            ? []
            : options.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance)
                .Select(field => (Name: JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name), Value: field.GetValue(options)))
                .Where(option => option.Value is not null and (IFormattable or bool) and not IEnumerable)
                .OrderBy(option => option.Name, StringComparer.Ordinal)
                .Select(option => new KeyValuePair<string, object>($"opt_{option.Name}", option.Value!));
    }
}
