using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>Parameters that were drawn together, kept as attributes of their trial so that others know them before each is suggested.</summary>
/// <param name="prefix">The sampler's name in the attributes.</param>
internal sealed class RelativeParameters(string prefix)
{
    // Attribute values longer than this do not fit every database.
    private const int Chunk = 2045;

    private readonly string _key = $"{prefix}:relative_params:";

    public void Share(Study study, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> space, Dictionary<string, double> values)
    {
        string json = PythonJson.Write(space.Where(item => values.ContainsKey(item.Key))
            .Select(item => KeyValuePair.Create(item.Key, item.Value.ToExternal(values[item.Key]))));
        for (int start = 0; start < json.Length; start += Chunk)
            study.Storage.SetTrialSystemAttribute(trial.Id, Key(start / Chunk), json[start..Math.Min(start + Chunk, json.Length)]);
    }

    /// <summary>The internal value of a parameter of a running trial, suggested or shared; null when it has none.</summary>
    public static double? Find(FrozenTrial trial, IReadOnlyDictionary<string, object?>? shared, string name, Distribution distribution) =>
        trial.FindParameter(name) is { } parameter ? parameter.InternalValue
        : shared is not null && shared.TryGetValue(name, out object? value) ? distribution.ToInternal(value)
        : null;

    /// <summary>What a trial shares, by name in external form; null for nothing.</summary>
    public IReadOnlyDictionary<string, object?>? Of(FrozenTrial trial)
    {
        List<string> chunks = [];
        while (trial.SystemAttributes.TryGetValue(Key(chunks.Count), out object? chunk) && chunk is string text)
            chunks.Add(text);
        return chunks.Count == 0 ? null : PythonJson.Parse(string.Concat(chunks)) as IReadOnlyDictionary<string, object?>;
    }

    private string Key(int chunk) => _key + chunk.ToString(CultureInfo.InvariantCulture);
}
