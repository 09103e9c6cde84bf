using System.Globalization;
using Binnacle.Configuration;

namespace Binnacle.Jobs.Integrations;

/// <summary>Reads keys of a part of the sweeper's configuration; a wrong value is an error that names the key.</summary>
/// <param name="config">The part, resolved.</param>
/// <param name="path">Where it stands (<c>hydra.sweeper</c>).</param>
internal sealed class SweeperSection(MapNode config, string path)
{
    public object? Value(string key) => config.TryGetValue(key, out ConfigNode? node) ? (node as ScalarNode)?.Value : null;

    public string? Text(string key) => Value(key) is { } value ? ParameterText.Of(value) : null;

    public bool Flag(string key, bool preset) => Value(key) switch
    {
        null => preset,
        bool flag => flag,
        var other => throw Wrong(key, "true or false", other),
    };

    public double Number(string key, double preset) => OptionalNumber(key) ?? preset;

    public double? OptionalNumber(string key) => Value(key) switch
    {
        null => null,
        double number => number,
        long number => number,
        var other => throw Wrong(key, "a number", other),
    };

    public int Count(string key, int preset, int least = 1) => Value(key) switch
    {
        null => preset,
        long count and <= int.MaxValue when count >= least => (int)count,
        var other => throw Wrong(key, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least}"), other),
    };

    public double Share(string key, double preset) => Number(key, preset) is >= 0 and <= 1 and var share
        ? share
        : throw Wrong(key, "a share from 0 to 1", Value(key));

    public uint? Seed(string key) => Value(key) switch
    {
        null => null,
        long seed and >= 0 and <= uint.MaxValue => (uint)seed,
        var other => throw Wrong(key, $"null or a whole number from 0 to {uint.MaxValue}", other),
    };

    public ConfigException Wrong(string key, string expected, object? found) =>
        new($"{path}.{key}: expected {expected}, found '{ParameterText.Of(found)}'.", config.TryGetValue(key, out ConfigNode? node) ? node.Origin : config.Origin);
}
