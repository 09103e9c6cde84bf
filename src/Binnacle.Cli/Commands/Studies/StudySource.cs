using System.CommandLine;
using Binnacle.Configuration;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;

namespace Binnacle.Cli.Commands.Studies;

/// <summary>Where a command finds its study: the storage's address and the study's name.</summary>
internal sealed class StudySource
{
    /// <summary>The environment variable that names a storage where none is given.</summary>
    public const string StorageVariable = "OPTUNA_STORAGE";

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
    public IStudyStorage OpenStorage(ParseResult parsed) => Open("--storage", AddressOf(parsed));

    /// <summary>The storage's address.</summary>
    /// <exception cref="TuningException">None is named.</exception>
    public string AddressOf(ParseResult parsed) => parsed.GetValue(Storage) ?? Environment.GetEnvironmentVariable(StorageVariable)
        ?? throw new TuningException($"Name the storage with --storage, or with the environment variable {StorageVariable}.");

    /// <summary>What an error says, without .NET's name of a parameter that is none of the command's.</summary>
    public static string TextOf(Exception error) =>
        error is ArgumentException { ParamName: { } parameter } ? error.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal) : error.Message;

    /// <summary>Opens the storage that an option names; the caller closes it.</summary>
    /// <exception cref="TuningException">It cannot be opened; the message names the option.</exception>
    public static IStudyStorage Open(string option, string address, string? newHead = null)
    {
        try
        {
            return StudyStorage.Open(address, newHead);
        }
        catch (ArgumentException error)
        {
            throw new TuningException($"{option}: {TextOf(error)}", error);
        }
    }

    /// <summary>The named study, or the storage's only one.</summary>
    /// <exception cref="TuningException">There is none of the name, or there are several and none was named.</exception>
    public Study Load(ParseResult parsed, IStudyStorage storage, ISampler? sampler = null)
    {
        string? name = parsed.GetValue(Name);
        if (name is not null && storage.FindStudy(name) is null && NearestName.Of(name, storage.GetStudies().Select(study => study.Name)) is { } near)
            throw new TuningException($"There is no study named '{name}'. Did you mean '{near}'?");
        return Study.Load(new StudyOptions
        {
            Storage = storage,
            Name = name,
            Sampler = sampler,
            OnWarning = parsed.InvocationConfiguration.Error.WriteLine,
        });
    }
}
