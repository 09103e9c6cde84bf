using System.Text.Json;

namespace Binnacle.Configuration;

/// <summary>One argument of a call.</summary>
/// <param name="Name">Its key; null for one that is given by its position.</param>
/// <param name="Value">An object, or a node that has not been converted yet, or a <see cref="MixedList"/> or <see cref="MixedMap"/> of both.</param>
/// <param name="FullKey">Where it stands in the configuration.</param>
internal sealed record Argument(string? Name, object? Value, string FullKey)
{
    public Origin? Origin => (Value as ConfigNode)?.Origin;

    /// <summary>True when the argument is meant for a parameter: <c>train_bs</c>, <c>trainBs</c> and <c>TrainBs</c> are one name.</summary>
    public bool Is(string parameter) => Name is not null && Plain(Name) == Plain(parameter);

    /// <summary>The key under which a configuration gives a parameter.</summary>
    public static string KeyOf(string parameter) => JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter);

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
