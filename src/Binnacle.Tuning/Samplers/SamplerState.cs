using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>The states of a sampler's generators, in one text.</summary>
internal static class SamplerState
{
    private const char Separator = ' ';

    public static string Save(params ReadOnlySpan<RandomState> generators)
    {
        string[] states = new string[generators.Length];
        foreach (RandomState generator in generators)
        {
            if (!generator.IsSeeded)
                return "";
        }

        for (int i = 0; i < states.Length; i++)
            states[i] = generators[i].Save();
        return string.Join(Separator, states);
    }

    /// <exception cref="FormatException">The text is no state of so many generators; none has changed then.</exception>
    public static void Restore(string state, params ReadOnlySpan<RandomState> generators)
    {
        string[] states = state.Split(Separator);
        if (states.Length != generators.Length)
            throw new FormatException($"expected the state of {generators.Length} random generators, found {states.Length}.");
        RandomState[] restored = [.. states.Select(RandomState.Restore)];
        for (int i = 0; i < states.Length; i++)
            generators[i].CopyFrom(restored[i]);
    }

    /// <summary>The state of a generator and of a sampler that is part of another.</summary>
    public static string Save(RandomState generator, ISampler nested)
    {
        string inner = SaveOf(nested);
        return generator.IsSeeded && (inner.Length > 0 || nested is not IStatefulSampler) ? $"{generator.Save()}{Separator}{inner}" : "";
    }

    /// <exception cref="FormatException">The text is no such state; neither has changed then.</exception>
    public static void Restore(string state, RandomState generator, ISampler nested)
    {
        int end = state.IndexOf(Separator);
        if (end < 0)
            throw new FormatException("expected the state of a random generator and of a sampler.");
        RandomState restored = RandomState.Restore(state[..end]);
        RestoreOf(nested, state[(end + 1)..]);
        generator.CopyFrom(restored);
    }

    /// <summary>The state of a sampler that is part of another; empty when it has none.</summary>
    public static string SaveOf(ISampler sampler) => sampler is IStatefulSampler stateful ? stateful.SaveState() : "";

    /// <exception cref="FormatException">The text is no state of that sampler.</exception>
    public static void RestoreOf(ISampler sampler, string state)
    {
        if (sampler is IStatefulSampler stateful)
            stateful.RestoreState(state);
    }
}
