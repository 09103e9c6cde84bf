namespace Binnacle.Tracking;

/// <summary>Which ids the copies of runs and logged models have, where a store makes its own.</summary>
internal sealed class CopiedIds
{
    private readonly Dictionary<string, string> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _models = new(StringComparer.Ordinal);

    public void AddRun(string id, string copy) => _runs[id] = copy;

    public void AddModel(string id, string copy) => _models[id] = copy;

    public string RunOf(string id) => _runs.GetValueOrDefault(id, id);

    public string ModelOf(string id) => _models.GetValueOrDefault(id, id);
}
