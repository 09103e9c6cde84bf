using System.Globalization;

namespace Binnacle.Tuning;

public sealed partial record FrozenTrial
{
    private const string IntermediateVectorPrefix = "intermediate_values:";

    /// <summary>What a trial of a study with several objectives reported on the way, by step.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<double>> IntermediateVectors
    {
        get
        {
            SortedDictionary<int, IReadOnlyList<double>> vectors = [];
            foreach (var (key, value) in SystemAttributes)
            {
                if (key.StartsWith(IntermediateVectorPrefix, StringComparison.Ordinal)
                    && int.TryParse(key.AsSpan(IntermediateVectorPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int step)
                    && PlainData.Numbers(value) is { } vector)
                {
                    vectors.Add(step, vector);
                }
            }

            return vectors;
        }
    }

    internal static string IntermediateVectorKey(int step) => string.Create(CultureInfo.InvariantCulture, $"{IntermediateVectorPrefix}{step}");
}
