using System.Globalization;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary><c>--shell-completion</c>: prints a shell's script, or answers what the script asks.</summary>
internal sealed class ShellCompletion(JobHostOptions options, Func<JobCommand, JobComposer> composer)
{
    private static readonly string[] Subcommands = ["install", "uninstall", "query"];

    /// <summary>Obeys the one subcommand.</summary>
    /// <param name="arguments">What follows the flag: <c>install=SHELL</c>, <c>uninstall=SHELL</c> or <c>query=SHELL</c>.</param>
    /// <exception cref="ConfigException">There is not exactly one subcommand, its shell is unknown, or the shell does not tell the line.</exception>
    public void Run(IReadOnlyList<string> arguments)
    {
        string[][] given = [.. arguments.Select(argument => argument.Split('=', 2)).Where(parts => Subcommands.Contains(parts[0]))];
        if (given is not [[var subcommand, var shell]])
            throw new ConfigException($"Expecting one subcommand from {PythonList.Of(Subcommands)} to be set, e.g. --shell-completion install=bash");
        ShellScript script = ShellScript.Of(shell, ProgramName())
            ?? throw new ConfigException($"No completion plugin for '{shell}' found, available : {string.Concat(ShellScript.Names.Select(name => "\n\t" + name))}");
        switch (subcommand)
        {
            case "install":
                options.Output.WriteLine(script.Install);
                break;
            case "uninstall":
                options.Output.WriteLine(script.Uninstall);
                break;
            default:
                Answer(shell);
                break;
        }
    }

    private void Answer(string shell)
    {
        string line = Environment.GetEnvironmentVariable("COMP_LINE")
            ?? throw new ConfigException($"query={shell}: the environment variable COMP_LINE is not set; the script of install={shell} sets it.");
        if (int.TryParse(Environment.GetEnvironmentVariable("COMP_POINT"), NumberStyles.None, CultureInfo.InvariantCulture, out int point) && point < line.Length)
            line = line[..point];
        IReadOnlyList<string> candidates = CompletionLine.Parse(line) is { } parsed ? new Completer(composer).Candidates(parsed) : [];
        if (shell is "bash" or "zsh")
            options.Output.WriteLine(string.Join(' ', candidates.Select(candidate => candidate.Replace(" ", "\\ ", StringComparison.Ordinal))));
        else
            options.Output.Write(string.Concat(candidates.Select(candidate => candidate + "\n")));
    }

    private string ProgramName()
    {
        string file = Path.GetFileName(Environment.ProcessPath ?? "");
        string name = file.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? file[..^4] : file;
        return name is "" or "dotnet" ? options.JobName : name;
    }
}
