using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Tuning;

/// <summary>A dictionary over a trial's parameters, in the order in which they were suggested.</summary>
internal sealed class ParameterView<T>(ImmutableArray<TrialParameter> parameters, Func<TrialParameter, T> select) : IReadOnlyDictionary<string, T>
{
    public int Count => parameters.Length;

    public IEnumerable<string> Keys => parameters.Select(parameter => parameter.Name);

    public IEnumerable<T> Values => parameters.Select(select);

    public T this[string key] => TryGetValue(key, out T? value)
        ? value
        : throw new KeyNotFoundException($"The trial has no parameter '{key}'; it has {string.Join(", ", Keys)}.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        foreach (TrialParameter parameter in parameters)
        {
            if (parameter.Name == key)
            {
                value = select(parameter);
                return true;
            }
        }

        value = default;
        return false;
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() =>
        parameters.Select(parameter => KeyValuePair.Create(parameter.Name, select(parameter))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
