using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Reads the arguments of a job program: flags first, last or between, everything else is an override.</summary>
internal static class JobCommandParser
{
    private const string Provenance = "provenance";
    private const string Lint = "lint";
    private const string Schema = "--json-schema";

    /// <summary>The flags that say what to do; one at most.</summary>
    private static readonly string[] Actions = ["--run", "--multirun", "--cfg", "--info", "--shell-completion"];

    public static JobCommand Parse(IReadOnlyList<string> args)
    {
        if (args is [JobFlags.Worker, var file])
            return new JobCommand { Action = CommandAction.Work, Subject = file };

        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var overrides = new List<string>();
        for (int i = 0; i < args.Count; i++)
        {
            if (!IsFlag(args[i]))
            {
                overrides.Add(args[i]);
                continue;
            }

            (JobFlag flag, string name, string? argument) = Split(args[i]);
            given[flag.Name] = Argument(flag, name, argument, args, ref i);
            if (flag.Name == "--info" && given[flag.Name] == Provenance && i + 1 < args.Count && IsKey(args[i + 1]))
                given[Provenance] = args[++i];
        }

        return Command(given, overrides);
    }

    private static bool IsFlag(string text) => text.Length > 1 && text[0] == '-';

    /// <summary>Overrides have a <c>=</c>, or begin with the <c>~</c> of a deletion.</summary>
    private static bool IsKey(string text) => !IsFlag(text) && text is not ['~' or '+', ..] and not "" && !text.Contains('=', StringComparison.Ordinal);

    private static (JobFlag Flag, string Name, string? Argument) Split(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? text : text[..equals];
        if (JobFlags.Find(name) is { } flag)
            return (flag, name, equals < 0 ? null : text[(equals + 1)..]);
        // The argument of a flag of one letter may be written to it: -cjob.
        return text is [_, not '-', _, ..] && JobFlags.Find(text[..2]) is { Choices: not null } letter
            ? (letter, text[..2], text[2..])
            : throw Unknown(name);
    }

    private static string Argument(JobFlag flag, string name, string? attached, IReadOnlyList<string> args, ref int index)
    {
        if (flag.Choices is null)
            return attached is null ? "" : throw new UsageException($"argument {name}: takes no value, found '{attached}'");

        bool nextIsArgument = index + 1 < args.Count && !IsFlag(args[index + 1])
            && !(flag.ArgumentOptional && (args[index + 1].Contains('=', StringComparison.Ordinal) || args[index + 1] is ['~' or '+', ..] or ""));
        string? argument = attached ?? (nextIsArgument ? args[++index] : null);
        if (argument is null)
            return flag.ArgumentOptional ? flag.Choices.FirstOrDefault("") : throw new UsageException($"argument {name}: expected one argument");
        if (flag.Choices.Length > 0 && !flag.Choices.Contains(argument))
            throw new UsageException($"argument {name}: '{argument}' is none of {string.Join(", ", flag.Choices)}{Nearest(argument, flag.Choices)}");
        return argument;
    }

    private static UsageException Unknown(string name)
    {
        return new UsageException($"unrecognized arguments: {name}{Nearest(name, JobFlags.All.Select(flag => flag.Name))}");
    }

    private static string Nearest(string name, IEnumerable<string> known) => NearestName.Of(name, known) is { } nearest ? $" (nearest: {nearest})" : "";

    private static JobCommand Command(Dictionary<string, string> given, List<string> overrides)
    {
        string[] actions = [.. Actions.Where(given.ContainsKey)];
        if (actions.Length > 1)
            throw new ConfigException($"Only one of {string.Join(", ", Actions[..^1])} and {Actions[^1]} can be given, found {string.Join(" and ", actions)}.");
        CommandAction action = Action(given, actions);
        if (given.ContainsKey("--resolve") && action is not (CommandAction.ShowConfig or CommandAction.Help))
            throw new ConfigException("The --resolve flag can only be used in conjunction with --cfg or --help");
        if (given.ContainsKey("--json") && given.GetValueOrDefault("--info") is not (Provenance or Lint))
            throw new UsageException("argument --json: only with --info provenance and --info lint");
        if (given.ContainsKey("--dry-run") && action is not (CommandAction.Default or CommandAction.Run or CommandAction.Multirun))
            throw new ConfigException("The --dry-run flag shows what a run would do; it goes with --run and --multirun only");
        return new JobCommand
        {
            Action = action,
            Subject = given.GetValueOrDefault("--cfg") ?? given.GetValueOrDefault("--info") ?? given.GetValueOrDefault(Schema) ?? given.GetValueOrDefault("--experimental-rerun") ?? "",
            Key = given.GetValueOrDefault(Provenance),
            Resolve = given.ContainsKey("--resolve"),
            Json = given.ContainsKey("--json"),
            DryRun = given.ContainsKey("--dry-run"),
            Package = given.GetValueOrDefault("--package"),
            ConfigPath = given.GetValueOrDefault("--config-path"),
            ConfigName = given.GetValueOrDefault("--config-name"),
            ConfigDirectory = given.GetValueOrDefault("--config-dir"),
            Overrides = overrides,
        };
    }

    private static CommandAction Action(Dictionary<string, string> given, string[] actions)
    {
        if (given.ContainsKey("--hydra-help"))
            return CommandAction.HydraHelp;
        if (given.ContainsKey("--help"))
            return CommandAction.Help;
        if (given.ContainsKey("--version"))
            return CommandAction.Version;
        if (given.ContainsKey(Schema))
            return CommandAction.ShowSchema;
        if (given.ContainsKey("--experimental-rerun"))
            return CommandAction.Rerun;
        return actions switch
        {
            ["--run"] => CommandAction.Run,
            ["--multirun"] => CommandAction.Multirun,
            ["--cfg"] => CommandAction.ShowConfig,
            ["--info"] => CommandAction.ShowInfo,
            ["--shell-completion"] => CommandAction.ShellCompletion,
            _ => CommandAction.Default,
        };
    }
}
