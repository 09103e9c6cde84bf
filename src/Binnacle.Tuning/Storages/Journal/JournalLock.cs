namespace Binnacle.Tuning;

/// <summary>How the writers of a journal keep each other out. All kinds use the file <c>JOURNAL.lock</c>, as Optuna's do.</summary>
public enum JournalLock
{
    /// <summary>A symbolic link, which every file system of a network makes atomically. Optuna's default.</summary>
    Symlink,

    /// <summary>A file that is made only where there is none. For Windows, where links need a privilege, and NFS 3 or later.</summary>
    Open,
}
