using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Finds what the last word of a command line can become: flags and their values, config groups and options, keys, values, files.</summary>
internal sealed class Completer(Func<JobCommand, JobComposer> composer)
{
    /// <summary>The candidates, each a whole word, sorted. A line that does not compose has those of its flags at least.</summary>
    public IReadOnlyList<string> Candidates(CompletionLine line) =>
        [.. Find(line).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private IEnumerable<string> Find(CompletionLine line)
    {
        if (line.Words.Count > 0 && JobFlags.Find(line.Words[^1]) is { Choices: not null } flag)
            return Values(flag, line);
        if (line.Word.StartsWith('-'))
            return JobFlags.All.SelectMany(known => (string?[])[known.Name, known.Short]).OfType<string>().Where(name => name.StartsWith(line.Word, StringComparison.Ordinal));
        return PathCompletion.Split(line.Word) is var (prefix, path)
            ? PathCompletion.Candidates(path, foldersOnly: false).Select(found => prefix + found)
            : Overrides(line);
    }

    private IEnumerable<string> Values(JobFlag flag, CompletionLine line) => flag.Name switch
    {
        "--config-name" => Compose(line)?.Options("").Where(name => name.StartsWith(line.Word, StringComparison.Ordinal)) ?? [],
        "--config-path" or "--config-dir" => PathCompletion.Candidates(line.Word, foldersOnly: true),
        "--experimental-rerun" => PathCompletion.Candidates(line.Word, foldersOnly: false),
        "--package" when Compose(line) is { } job => KeyCompletion.Keys(job, line.Word).Select(key => key.TrimEnd('=')),
        _ => flag.Choices!.Where(choice => choice.StartsWith(line.Word, StringComparison.Ordinal))
            .Concat(flag.ArgumentOptional ? Overrides(line) : []),
    };

    private IEnumerable<string> Overrides(CompletionLine line)
    {
        if (Compose(line) is not { } job)
            return [];
        (string sign, string word) = line.Word switch
        {
            ['+', '+', .. var rest] => ("++", rest),
            ['+' or '~', .. var rest] => (line.Word[..1], rest),
            var whole => ("", whole),
        };
        IReadOnlyList<string> groups = sign == "++" ? [] : GroupCompletion.Candidates(job, word, isDeletion: sign == "~");
        bool isChoice = word.Contains('=', StringComparison.Ordinal) && groups.Count > 0;
        IEnumerable<string> keys = sign switch
        {
            _ when isChoice => [],
            "" or "++" => KeyCompletion.Candidates(job, word),
            "~" when word.Contains('.', StringComparison.Ordinal) => KeyCompletion.Keys(job, word).Select(key => key.TrimEnd('=')),
            _ => [],
        };
        return groups.Concat(keys).Select(candidate => sign + candidate);
    }

    /// <summary>The configuration of the words before the last; where they do not fit, the configuration without them.</summary>
    private ComposedJob? Compose(CompletionLine line)
    {
        JobCommand command;
        try
        {
            command = JobCommandParser.Parse(line.Words);
        }
        catch (Exception fault) when (fault is UsageException or ConfigException)
        {
            command = new JobCommand { Overrides = [.. line.Words.Where(word => !word.StartsWith('-'))] };
        }

        return TryCompose(command) ?? TryCompose(command with { Overrides = [] });
    }

    /// <summary>Composes as for a sweep, which allows sweeps and open choices.</summary>
    private ComposedJob? TryCompose(JobCommand command)
    {
        try
        {
            return composer(command).Compose(command.Overrides, RunMode.MultiRun);
        }
        catch (ConfigException)
        {
            return null;
        }
    }
}
