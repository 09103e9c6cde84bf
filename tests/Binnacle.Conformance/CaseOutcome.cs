namespace Binnacle.Conformance;

/// <summary>What came of one golden case.</summary>
/// <param name="Id">The case's id.</param>
/// <param name="Passed">Equal to the reference.</param>
/// <param name="Detail">What was expected and found, for a failure.</param>
/// <param name="Deviation">Name of the rule in docs/compatibility.md by which we differ on purpose; such cases are counted apart.</param>
internal sealed record CaseOutcome(string Id, bool Passed, string? Detail = null, string? Deviation = null)
{
    public static CaseOutcome Pass(string id) => new(id, true);

    public static CaseOutcome Fail(string id, string detail) => new(id, false, detail);

    public static CaseOutcome Deviates(string id, string rule) => new(id, false, null, rule);
}
