namespace Binnacle.Server.Ui.Experiments;

/// <summary>What can be done with an experiment.</summary>
public enum ExperimentAction
{
    /// <summary>Make one.</summary>
    Create,

    /// <summary>Give it another name.</summary>
    Rename,

    /// <summary>Write what it is about.</summary>
    Describe,

    /// <summary>Set a tag.</summary>
    Tag,

    /// <summary>Mark it and its runs as deleted.</summary>
    Delete,

    /// <summary>Bring it back.</summary>
    Restore,
}
