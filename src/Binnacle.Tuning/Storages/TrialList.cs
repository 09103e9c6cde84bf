using System.Collections;

namespace Binnacle.Tuning;

/// <summary>An immutable list of trials, cheap to append to and to change in one place: chunks are shared between versions.</summary>
public sealed class TrialList : IReadOnlyList<FrozenTrial>
{
    private const int ChunkSize = 128;

    private readonly FrozenTrial[][] _chunks;

    private TrialList(FrozenTrial[][] chunks, int count)
    {
        _chunks = chunks;
        Count = count;
    }

    /// <summary>No trial.</summary>
    public static TrialList Empty { get; } = new([], 0);

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public FrozenTrial this[int index] => (uint)index < (uint)Count
        ? _chunks[index / ChunkSize][index % ChunkSize]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The list has {Count} trials.");

    /// <summary>This list with <paramref name="trial"/> at its end.</summary>
    public TrialList Add(FrozenTrial trial)
    {
        int chunk = Count / ChunkSize;
        FrozenTrial[][] chunks = [.. _chunks];
        if (chunk == chunks.Length)
            chunks = [.. chunks, new FrozenTrial[ChunkSize]];
        else
            chunks[chunk] = [.. chunks[chunk]];
        chunks[chunk][Count % ChunkSize] = trial;
        return new TrialList(chunks, Count + 1);
    }

    /// <summary>This list with <paramref name="trials"/> at its end.</summary>
    public TrialList AddRange(IReadOnlyCollection<FrozenTrial> trials)
    {
        if (trials.Count == 0)
            return this;
        int count = Count + trials.Count, next = Count;
        FrozenTrial[][] chunks = new FrozenTrial[(count + ChunkSize - 1) / ChunkSize][];
        for (int i = 0; i < chunks.Length; i++)
            chunks[i] = i < Count / ChunkSize ? _chunks[i] : i < _chunks.Length ? [.. _chunks[i]] : new FrozenTrial[ChunkSize];
        foreach (FrozenTrial trial in trials)
        {
            chunks[next / ChunkSize][next % ChunkSize] = trial;
            next++;
        }

        return new TrialList(chunks, count);
    }

    /// <summary>This list with <paramref name="trial"/> in place of the one at <paramref name="index"/>.</summary>
    public TrialList With(int index, FrozenTrial trial)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        FrozenTrial[][] chunks = [.. _chunks];
        chunks[index / ChunkSize] = [.. chunks[index / ChunkSize]];
        chunks[index / ChunkSize][index % ChunkSize] = trial;
        return new TrialList(chunks, Count);
    }

    /// <inheritdoc/>
    public IEnumerator<FrozenTrial> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return _chunks[i / ChunkSize][i % ChunkSize];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
