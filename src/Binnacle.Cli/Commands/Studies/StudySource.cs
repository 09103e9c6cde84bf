using System.CommandLine;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;

namespace Binnacle.Cli.Commands.Studies;

/// <summary>Where a command finds its study: the storage's address and the study's name.</summary>
internal sealed class StudySource
{
    private const string StorageVariable = "OPTUNA_STORAGE";

    public Option<string?> Storage { get; } = new("--storage", "-s")
    {
        Description = $"The storage: {StudyStorage.Forms}. Default: ${StorageVariable}.",
        HelpName = "url",
    };

    public Argument<string?> Name { get; } = new("study")
    {
        Description = "The study's name. May be left out where the storage has only one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Opens the storage; the caller closes it.</summary>
    /// <exception cref="TuningException">None is named, or it cannot be opened.</exception>
    public IStudyStorage OpenStorage(ParseResult parsed)
    {
        string address = parsed.GetValue(Storage) ?? Environment.GetEnvironmentVariable(StorageVariable)
            ?? throw new TuningException($"Name the storage with --storage, or with the environment variable {StorageVariable}.");
        try
        {
            return StudyStorage.Open(address);
        }
        catch (ArgumentException error)
        {
            throw new TuningException($"--storage: {error.Message}", error);
        }
    }

    /// <summary>The named study, or the storage's only one.</summary>
    /// <exception cref="TuningException">There is none of the name, or there are several and none was named.</exception>
    public Study Load(ParseResult parsed, IStudyStorage storage) => Study.Load(new StudyOptions { Storage = storage, Name = parsed.GetValue(Name) });
}
