namespace Binnacle.Configuration;

/// <summary>The jobs of a sweep: every combination of the values of its overrides.</summary>
/// <remarks>
/// The first override varies slowest. An override of the same prefix, key and package as an earlier one replaces its value and
/// keeps its place. Zipped sweeps of the same tags vary together, in the place of the first of them.
/// </remarks>
public sealed class SweepCombinations
{
    private readonly List<Override> _overrides;
    private readonly Func<string, IReadOnlyList<string>> _options;
    private readonly Random? _random;

    /// <param name="overrides">The overrides, sweeps among them, those of lower precedence first.</param>
    /// <param name="options">The names of a config group's options, for <c>glob(…)</c>.</param>
    /// <param name="random">Draws the order of shuffled sweeps; a generator of its own when null.</param>
    /// <exception cref="ConfigException">An override is an interval, which has no values to try one by one.</exception>
    public SweepCombinations(IEnumerable<Override> overrides, Func<string, IReadOnlyList<string>> options, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        OrderedDictionary<string, Override> byKey = new(StringComparer.Ordinal);
        foreach (Override item in overrides)
        {
            // What a later override replaces must have values too.
            if (item.Value is SweepValue sweep)
                SweepElements.Validate(sweep);
            byKey[item.KeyElement] = item;
        }

        _overrides = [.. byKey.Values];
        _options = options ?? throw new ArgumentNullException(nameof(options));
        _random = random;
    }

    /// <summary>The overrides of each job, made one by one as they are asked for.</summary>
    /// <exception cref="ConfigException">A sweep has no values to try one by one, or zipped sweeps have different lengths.</exception>
    public IEnumerable<IReadOnlyList<string>> Jobs()
    {
        List<Axis> axes = Axes();
        return axes.Any(axis => axis.Count == 0) ? [] : Product(axes);
    }

    /// <summary>The jobs in batches.</summary>
    /// <param name="size">Most jobs of a batch, at least 1; null for one batch of all, which may be empty.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 1.</exception>
    /// <exception cref="ConfigException">As <see cref="Jobs"/>.</exception>
    public IEnumerable<IReadOnlyList<IReadOnlyList<string>>> Batches(int? size = null)
    {
        if (size is not { } most)
            return [[.. Jobs()]];
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1, nameof(size));
        return Jobs().Chunk(most);
    }

    private List<Axis> Axes()
    {
        List<Axis> axes = [];
        Dictionary<string, Axis> zipped = new(StringComparer.Ordinal);
        for (int i = 0; i < _overrides.Count; i++)
        {
            Override item = _overrides[i];
            IReadOnlyList<string> texts = Texts(item);
            if (item.Value is not ZipSweep zip)
            {
                axes.Add(new Axis(i, texts));
                continue;
            }

            string tags = string.Join(',', zip.Tags);
            if (!zipped.TryGetValue(tags, out Axis? together))
                axes.Add(zipped[tags] = new Axis(i, texts));
            else
                together.Join(i, texts, $"'{_overrides[together.First].Input}' has {together.Count} values and '{item.Input}' has {texts.Count}");
        }

        return axes;
    }

    private IReadOnlyList<string> Texts(Override item) => item.Value switch
    {
        GlobSweep glob => [.. _options(item.Key).Where(glob.Matches).Select(option => item.TextWith(new ScalarValue(option)))],
        SweepValue sweep => [.. SweepElements.Of(sweep, _random).Select(item.TextWith)],
        _ => [item.ElementText()],
    };

    private IEnumerable<IReadOnlyList<string>> Product(List<Axis> axes)
    {
        int[] at = new int[axes.Count];
        while (true)
        {
            string[] job = new string[_overrides.Count];
            for (int i = 0; i < axes.Count; i++)
                axes[i].Fill(job, at[i]);
            yield return job;

            int turning = axes.Count - 1;
            while (turning >= 0 && ++at[turning] == axes[turning].Count)
                at[turning--] = 0;
            if (turning < 0)
                yield break;
        }
    }

    /// <summary>Overrides that vary together.</summary>
    private sealed class Axis(int position, IReadOnlyList<string> texts)
    {
        private readonly List<(int Position, IReadOnlyList<string> Texts)> _members = [(position, texts)];

        public int First => position;

        public int Count => texts.Count;

        public void Join(int other, IReadOnlyList<string> otherTexts, string counts)
        {
            if (otherTexts.Count != Count)
                throw new ConfigException($"Zipped sweeps must have the same number of values: {counts}.");
            _members.Add((other, otherTexts));
        }

        public void Fill(string[] job, int value)
        {
            foreach (var (place, values) in _members)
                job[place] = values[value];
        }
    }
}
