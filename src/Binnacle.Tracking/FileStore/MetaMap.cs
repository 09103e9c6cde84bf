namespace Binnacle.Tracking;

/// <summary>A map of a <c>meta.yaml</c> file: null, bool, long, double, string, list or map by key, in the order of code points.</summary>
internal sealed class MetaMap() : SortedDictionary<string, object?>(CodePointOrder.Instance);
