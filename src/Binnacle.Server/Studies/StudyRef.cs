namespace Binnacle.Server.Studies;

/// <summary>Names a study: its storage's key and its own name.</summary>
/// <param name="Storage">See <see cref="ServedStudies.Key"/>.</param>
/// <param name="Name">The study's name.</param>
internal sealed record StudyRef(string Storage, string Name)
{
    /// <summary>The address of its page.</summary>
    public string Page => $"/sweeps/{Storage}?study={Uri.EscapeDataString(Name)}";
}
