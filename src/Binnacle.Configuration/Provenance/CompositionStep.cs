namespace Binnacle.Configuration;

/// <summary>One step of a composition: a config that was merged, or an override that was applied.</summary>
/// <param name="Kind">What laid the values in.</param>
/// <param name="Name">Path of the config (<c>db/mysql</c>), or the override as given.</param>
/// <param name="Location">Where it lies: a file, <c>structured://…</c>, <c>override 'lr=0.1'</c>.</param>
/// <param name="Reason">Why it took part, in words: the defaults list or the override that brought it in; null where that is plain.</param>
public sealed record CompositionStep(CompositionStepKind Kind, string Name, string Location, string? Reason = null);
