using System.Text.Json;

namespace Binnacle.Server.Api;

/// <summary>What a call asks.</summary>
/// <param name="Document">A JSON object.</param>
/// <param name="Length">Bytes of the body that it was read from.</param>
internal sealed record RequestJson(JsonDocument Document, int Length);
