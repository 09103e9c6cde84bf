using System.Text.Json.Serialization;

namespace Digits.Data;

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DataManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
