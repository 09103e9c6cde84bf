namespace Binnacle.Tuning.Sql;

/// <summary>Opens a storage of studies by its address.</summary>
public static class StudyStorage
{
    private const string Expected = "sqlite:///FILE";

    /// <summary>Opens <c>sqlite:///relative.db</c> or <c>sqlite:////absolute.db</c>; a file that does not exist is made.</summary>
    /// <exception cref="ArgumentException">The address is of no kind that is known.</exception>
    /// <exception cref="TuningException">The storage cannot be opened, or is of another version.</exception>
    public static IStudyStorage Open(string address) => address switch
    {
        _ when address.StartsWith("sqlite:", StringComparison.Ordinal) => SqliteStudyStorage.Open(address),
        _ => throw new ArgumentException($"expected {Expected}, found '{address}'.", nameof(address)),
    };
}
