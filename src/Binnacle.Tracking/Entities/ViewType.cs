namespace Binnacle.Tracking;

/// <summary>Which lifecycle stages a search shows.</summary>
public enum ViewType
{
    /// <summary>Only what is in use; the default of every search.</summary>
    ActiveOnly = 1,

    /// <summary>Only what was deleted.</summary>
    DeletedOnly = 2,

    /// <summary>Both.</summary>
    All = 3,
}
