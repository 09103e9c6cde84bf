using System.CommandLine;
using Binnacle.Configuration;

namespace Binnacle.Cli.Commands;

/// <summary><c>binnacle completion SHELL</c>: a script by which a shell completes the tool's commands and options.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _binnacle() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(binnacle "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _binnacle binnacle
            """,
        ["zsh"] = """
            _binnacle() {
              local -a found
              found=("${(@f)$(binnacle "[suggest:${#BUFFER}]" "${BUFFER}" 2>/dev/null)}")
              (( ${#found} )) && compadd -a found || _files
            }
            compdef _binnacle binnacle
            """,
        ["fish"] = """
            complete -c binnacle -a '(binnacle "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
            """,
        ["powershell"] = """
            Register-ArgumentCompleter -Native -CommandName binnacle -ScriptBlock {
              param($word, $line, $position)
              binnacle "[suggest:$position]" "$line" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """,
    };

    public static Command Create()
    {
        Argument<string> shell = new("shell") { Description = "bash, zsh, fish or powershell." };
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !Scripts.ContainsKey(text))
                result.AddError($"shell: expected bash, zsh, fish or powershell, found '{text}'.{(NearestName.Of(text, Scripts.Keys) is { } near ? $" Did you mean '{near}'?" : "")}");
        });
        Command command = new("completion", "Print the script by which a shell completes the tool's commands, for example: eval \"$(binnacle completion bash)\".") { shell };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(Scripts[parsed.GetValue(shell)!]));
        return command;
    }
}
