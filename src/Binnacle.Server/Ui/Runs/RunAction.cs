namespace Binnacle.Server.Ui.Runs;

/// <summary>What can be done with chosen runs after asking.</summary>
public enum RunAction
{
    /// <summary>Set a tag.</summary>
    Tag,

    /// <summary>Mark as deleted.</summary>
    Delete,

    /// <summary>Bring back.</summary>
    Restore,
}
