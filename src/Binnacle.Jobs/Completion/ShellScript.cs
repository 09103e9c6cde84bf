namespace Binnacle.Jobs;

/// <summary>The scripts that make a shell ask the program for completions, and those that undo it.</summary>
internal sealed record ShellScript(string Install, string Uninstall)
{
    private const string Program = "PROGRAM";
    private const string Function = "FUNCTION";

    private static readonly Dictionary<string, ShellScript> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = new(
            """
            FUNCTION() {
              local line="${COMP_LINE:0:COMP_POINT}" word cut="" candidate i
              local -a candidates
              word="${line##*[[:space:]]}"
              # Readline replaces only what follows the last of its word breaks.
              for ((i = ${#word}; i > 0; i--)); do
                if [[ "$COMP_WORDBREAKS" == *"${word:i-1:1}"* ]]; then cut="${word:0:i}"; break; fi
              done
              read -a candidates <<< "$(COMP_LINE="$line" COMP_POINT="${#line}" "${COMP_WORDS[0]/#\~/$HOME}" -sc query=bash 2>/dev/null)"
              COMPREPLY=()
              for candidate in "${candidates[@]}"; do
                candidate="${candidate#"$cut"}"
                COMPREPLY+=("${candidate// /\\ }")
              done
            }
            complete -o nospace -F FUNCTION PROGRAM
            """,
            """
            complete -r PROGRAM
            unset -f FUNCTION
            """),
        ["zsh"] = new(
            """
            (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
            FUNCTION() {
              local line="${(j: :)words[1,CURRENT-1]} $PREFIX" reply
              local -a candidates
              reply="$(COMP_LINE="$line" COMP_POINT="${#line}" "${words[1]/#\~/$HOME}" -sc query=zsh 2>/dev/null)"
              candidates=("${(@Q)${(@z)reply}}")
              compadd -Q -S '' -- "${(@)candidates:#}"
            }
            compdef FUNCTION PROGRAM
            """,
            """
            compdef -d PROGRAM
            unfunction FUNCTION
            """),
        ["fish"] = new(
            """
            function FUNCTION
              set -l line (commandline -cp)
              set -l program (string replace -r '^~' $HOME (commandline -po)[1])
              COMP_LINE="$line" COMP_POINT=(string length -- "$line") $program -sc query=fish 2>/dev/null
            end
            complete -c PROGRAM -f -a '(FUNCTION)'
            """,
            """
            complete -c PROGRAM -e
            functions -e FUNCTION
            """),
        ["powershell"] = new(
            """
            Register-ArgumentCompleter -Native -CommandName 'PROGRAM', 'PROGRAM.exe' -ScriptBlock {
              param($wordToComplete, $commandAst, $cursorPosition)
              $line = $commandAst.ToString()
              $point = $cursorPosition - $commandAst.Extent.StartOffset
              $env:COMP_LINE = $line.PadRight($point).Substring(0, $point)
              $env:COMP_POINT = $point
              & $commandAst.CommandElements[0].Value -sc query=powershell 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
              Remove-Item Env:COMP_LINE, Env:COMP_POINT
            }
            """,
            """
            Register-ArgumentCompleter -Native -CommandName 'PROGRAM', 'PROGRAM.exe' -ScriptBlock { }
            """),
    };

    /// <summary>The shells that there are scripts for, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Scripts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The scripts of a shell for a program; null for an unknown shell.</summary>
    /// <param name="shell">The shell's name.</param>
    /// <param name="program">The name by which the program is called.</param>
    public static ShellScript? Of(string shell, string program)
    {
        if (!Scripts.TryGetValue(shell, out ShellScript? script))
            return null;
        string function = "_complete_" + string.Concat(program.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        return new ShellScript(Fill(script.Install), Fill(script.Uninstall));

        string Fill(string text) => text.ReplaceLineEndings("\n").Replace(Function, function, StringComparison.Ordinal).Replace(Program, program, StringComparison.Ordinal);
    }
}
