using System.CommandLine;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study storage create</c>: an empty storage, of a version of one's choice.</summary>
internal static class StorageCommand
{
    public static Command Create()
    {
        StudySource source = new();
        var head = new Option<string?>("--head") { Description = "The version of the tables: v3.2.0.a (Optuna 3.2 to 5.0, the default) or v3.0.0.d (Optuna 3.0 and 3.1)." };
        var create = new Command("create", "Make an empty storage.") { source.Storage, head };
        create.SetAction(parsed =>
        {
            string? wanted = parsed.GetValue(head);
            using IStudyStorage storage = StudySource.Open("--storage", source.AddressOf(parsed), wanted);
            if (storage is SqlStudyStorage database && wanted is not null && database.Head != wanted)
                throw new TuningException($"The database has the version {database.Head} already; it was left as it is.");
        });
        return new Command("storage", "Storages themselves.") { create };
    }
}
