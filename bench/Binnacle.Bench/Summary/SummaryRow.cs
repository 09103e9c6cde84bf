using System.Globalization;

namespace Binnacle.Bench;

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Asked">The limit that was set for it; empty for none.</param>
/// <param name="Value">The measured figure.</param>
/// <param name="Unit">Its unit; with <c>/s</c> more is better.</param>
/// <param name="Reference">The figure of Hydra or OmegaConf in the same unit, from another day; null: it has none.</param>
internal sealed record SummaryRow(string What, string Asked, double Value, string Unit, double? Reference = null)
{
    public const string Header = """
        | what | asked | measured | Hydra, other day | Hydra, this run | ratio |
        | --- | --- | --- | --- | --- | --- |
        """;

    /// <summary>The figure of Hydra in this run; null where it was not measured.</summary>
    public double? ReferenceHere { get; init; }

    public override string ToString()
    {
        double? reference = ReferenceHere ?? Reference;
        double? ratio = Unit.EndsWith("/s", StringComparison.Ordinal) ? Value / reference : reference / Value;
        return $"| {What} | {Asked} | {Text(Value)} | {Text(Reference)} | {(Reference is null ? "" : Text(ReferenceHere) is { Length: > 0 } here ? here : "not measured here")} "
            + $"| {ratio?.ToString("N0", CultureInfo.InvariantCulture)} |";
    }

    private string Text(double? value) => value is { } number
        ? number.ToString(number switch { < 1 => "0.00", < 100 => "0.0", _ => "N0" }, CultureInfo.InvariantCulture) + " " + Unit
        : "";
}
