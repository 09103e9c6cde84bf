using System.Globalization;

namespace Binnacle.Tuning.CmaEs;

/// <summary>Keeps the state of CMA-ES in the attributes of the trial that was asked for when a generation was told.</summary>
/// <remarks>
/// Optuna keeps a pickled Python object there, which no other language can read. The generation of each trial has Optuna's key, so
/// that each side can replay the generations that the other has drawn.
/// </remarks>
internal sealed class EvolutionStore(string prefix)
{
    // Attribute values longer than this do not fit every database.
    private const int Chunk = 2045;

    private readonly string _stateKey = $"binnacle:{prefix}:state:";

    /// <summary>The key of a trial's generation.</summary>
    public string GenerationKey { get; } = $"{prefix}:generation";

    public static string ToTellKey => "x_for_tell";

    public void Write(Study study, FrozenTrial trial, Evolution evolution)
    {
        string json = PythonJson.Write(evolution.Write());
        for (int start = 0; start < json.Length; start += Chunk)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{_stateKey}{start / Chunk}");
            study.Storage.SetTrialSystemAttribute(trial.Id, key, json[start..Math.Min(start + Chunk, json.Length)]);
        }
    }

    public bool HasState(FrozenTrial trial) => trial.SystemAttributes.ContainsKey(_stateKey + "0");

    /// <summary>Takes over the state in a trial's attributes; false when it is of a space with another number of parameters.</summary>
    /// <exception cref="TuningException">The attributes are damaged.</exception>
    public bool TryRead(FrozenTrial trial, Evolution evolution)
    {
        List<string> chunks = [];
        while (trial.SystemAttributes.TryGetValue(_stateKey + chunks.Count.ToString(CultureInfo.InvariantCulture), out object? chunk) && chunk is string text)
            chunks.Add(text);
        try
        {
            var state = PythonJson.Parse(string.Concat(chunks)) as IReadOnlyDictionary<string, object?> ?? throw new FormatException("It is no object.");
            if (PlainData.Numbers(state.GetValueOrDefault("mean"))?.Length is { } dimensions && dimensions != evolution.Dimensions)
                return false;
            evolution.Read(state);
            return true;
        }
        catch (FormatException error)
        {
            throw new TuningException($"Trial {trial.Number}: the state of CMA-ES in its attributes cannot be used. {error.Message}", error);
        }
    }
}
