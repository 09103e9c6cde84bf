using System.CommandLine;
using Binnacle.Tuning;

namespace Binnacle.Cli.Commands.Studies;

/// <summary>An option whose value is a JSON object.</summary>
internal sealed class JsonOption(string name, string description)
{
    public Option<string?> Option { get; } = new(name) { Description = description, HelpName = "json" };

    /// <summary>The object; null when the option was not given.</summary>
    /// <exception cref="TuningException">The text is no JSON object.</exception>
    public IReadOnlyDictionary<string, object?>? ValueOf(ParseResult parsed)
    {
        if (parsed.GetValue(Option) is not { } text)
            return null;
        try
        {
            return PythonJson.Parse(text) as IReadOnlyDictionary<string, object?> ?? throw new TuningException($"{name}: expected a JSON object, found {text}");
        }
        catch (FormatException error)
        {
            throw new TuningException($"{name}: {error.Message}", error);
        }
    }
}
