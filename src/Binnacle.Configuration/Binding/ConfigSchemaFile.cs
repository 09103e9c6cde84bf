namespace Binnacle.Configuration;

/// <summary>The JSON Schema of one config, or of the configs of one group.</summary>
/// <param name="Name">The name of its file: <c>train_model.schema.json</c>, <c>db.schema.json</c>.</param>
/// <param name="Pattern">The configs that it describes, as their user names them: <c>conf/train_model.yaml</c>, <c>conf/db/*.yaml</c>.</param>
/// <param name="Json">The schema.</param>
public sealed record ConfigSchemaFile(string Name, string Pattern, string Json);
