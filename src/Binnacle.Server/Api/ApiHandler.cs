namespace Binnacle.Server.Api;

/// <summary>Answers one call of the API.</summary>
internal delegate Task ApiHandler(ApiCall call);
