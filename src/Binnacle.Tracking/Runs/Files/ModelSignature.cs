namespace Binnacle.Tracking;

/// <summary>What a model takes and gives, in MLflow's JSON: a list of columns (<c>[{"name": "x", "type": "double"}]</c>) or of tensors.</summary>
/// <param name="Inputs">JSON of the inputs.</param>
/// <param name="Outputs">JSON of the outputs; null when unknown.</param>
public sealed record ModelSignature(string Inputs, string? Outputs = null);
