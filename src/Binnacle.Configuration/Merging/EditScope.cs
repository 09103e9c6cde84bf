namespace Binnacle.Configuration;

/// <summary>A run of edits whose own maps may change in place, so that many edits of one tree cost no copies between them.</summary>
/// <remarks>
/// A map belongs to the scope that made it; every other map is copied before its first change. What leaves the run is immutable,
/// for nobody else holds the scope. A node that begins to stand in two places must be sealed first.
/// </remarks>
internal sealed class EditScope
{
    private object _owner = new();

    public bool Owns(object? owner) => ReferenceEquals(_owner, owner);

    /// <summary>A map as it is, when this scope made it, else a copy that belongs to the scope.</summary>
    /// <param name="map">The map.</param>
    /// <param name="origin">The origin of the copy where the map has none.</param>
    public MapNode Open(MapNode map, Origin? origin = null) => map.IsOwnedBy(this) ? map : new MapNode(map, map.Origin ?? origin, _owner);

    /// <summary>Makes everything final that the scope has made so far.</summary>
    public void Seal() => _owner = new();
}
