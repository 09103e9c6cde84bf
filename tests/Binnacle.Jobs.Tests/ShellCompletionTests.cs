using System.Diagnostics;
using System.Text;
using Binnacle.Jobs.TestJob;
using Binnacle.Testing;

namespace Binnacle.Jobs.Tests;

/// <summary>Completion in real shells: the line is typed on a terminal, with a tab, and run.</summary>
public sealed class ShellCompletionTests : IDisposable
{
    private const string Program = "Binnacle.Jobs.TestJob";

    private readonly TemporaryFolder _folder = new();

    public ShellCompletionTests()
    {
        _folder.Write("conf/config.yaml", "defaults:\n  - db: mysql\n  - _self_\nlearning_rate: 0.1\n");
        _folder.Write("conf/db/mysql.yaml", "host: h1\n");
        _folder.Write("conf/db/postgres.yaml", "host: h2\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bash", "bash --norc --noprofile -i")]
    [InlineData("zsh", "zsh -f -i")]
    [InlineData("fish", "fish --no-config -i")]
    public async Task A_typed_word_is_completed_with_the_tab_key(string shell, string command)
    {
        Requirement.Program(shell);
        string install = shell == "fish" ? $"{Program} -sc install=fish | source" : $"eval \"$({Program} -sc install={shell})\"";

        string screen = await TypeAsync(command, install, $"{Program} --cfg job db=po\t", $"{Program} --cfg job learn\t5", "exit");

        Assert.Contains("host: h2", screen, StringComparison.Ordinal);
        Assert.Contains("learning_rate: 5", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bash_offers_the_same_as_the_program()
    {
        Requirement.Program("bash");

        string screen = await TypeAsync("bash --norc --noprofile -i", $"eval \"$({Program} -sc install=bash)\"", $"{Program} --cfg job db=\t\tmysql", "exit");

        Assert.Matches(@"mysql\s+postgres", screen);
        Assert.Contains("host: h1", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fish_offers_the_same_as_the_program()
    {
        Requirement.Program("fish");

        TestJobOutcome outcome = await RunAsync("fish", "--no-config", "-c", $"{Program} -sc install=fish | source; complete -C '{Program} db='; complete -C '{Program} db=postgres db.'");

        Assert.Equal(["db=mysql", "db=postgres", "db.host="], outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData("bash", "bash", "--norc", "-c", "eval \"$(P -sc install=bash)\"; complete -p P; eval \"$(P -sc uninstall=bash)\"; complete -p P 2>/dev/null; type -t _complete_Binnacle_Jobs_TestJob; echo end")]
    [InlineData("zsh", "zsh", "-f", "-c", "autoload -Uz compinit; compinit -u; eval \"$(P -sc install=zsh)\"; echo $_comps[P]; eval \"$(P -sc uninstall=zsh)\"; echo $_comps[P]end")]
    [InlineData("fish", "fish", "--no-config", "-c", "P -sc install=fish | source; complete -c P; P -sc uninstall=fish | source; complete -c P; echo end")]
    public async Task It_can_be_taken_away_again(string shell, string program, params string[] args)
    {
        Requirement.Program(shell);

        TestJobOutcome outcome = await RunAsync(program, [.. args[..^1], args[^1].Replace("P -sc", Program + " -sc", StringComparison.Ordinal).Replace("-p P", "-p " + Program, StringComparison.Ordinal).Replace("-c P", "-c " + Program, StringComparison.Ordinal).Replace("[P]", $"[{Program}]", StringComparison.Ordinal)]);

        string[] lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("_complete_Binnacle_Jobs_TestJob", lines[0], StringComparison.Ordinal);
        Assert.Equal("end", lines[1]);
    }

    [Fact]
    public async Task PowerShell_offers_the_same_as_the_program_until_it_is_taken_away()
    {
        Requirement.OtherMachine(Requirement.HasProgram("pwsh"), "PowerShell comes with Windows; elsewhere the test runs where pwsh is installed");
        string complete = $"(TabExpansion2 '{Program} db=po' {Program.Length + 6}).CompletionMatches.CompletionText";
        string Evaluate(string flag) => $"{Program} -sc {flag}=powershell | Out-String | Invoke-Expression";

        TestJobOutcome outcome = await RunAsync("pwsh", "-NoProfile", "-Command", $"{Evaluate("install")}; {complete}; {Evaluate("uninstall")}; {complete}; 'end'");

        Assert.Equal(["db=postgres", "end"], outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task The_script_of_PowerShell_is_whole_and_names_the_program()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "-sc", "install=powershell");

        Assert.StartsWith($"Register-ArgumentCompleter -Native -CommandName '{Program}', '{Program}.exe' -ScriptBlock {{", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("-sc query=powershell", outcome.Output, StringComparison.Ordinal);
        foreach (var (open, close) in (ReadOnlySpan<(char, char)>)[('{', '}'), ('(', ')'), ('[', ']')])
            Assert.Equal(outcome.Output.Count(character => character == open), outcome.Output.Count(character => character == close));
    }

    /// <summary>Types lines on a terminal of their own and returns what it showed.</summary>
    private async Task<string> TypeAsync(string shell, params string[] lines)
    {
        Requirement.OtherMachine(OperatingSystem.IsLinux(), "the terminal is that of Linux's script");
        Requirement.Program("script");
        using Process process = Start("script", "-qec", shell, "/dev/null");
        foreach (string line in lines)
        {
            await process.StandardInput.WriteAsync(line + "\n");
            await process.StandardInput.FlushAsync();
        }

        return (await TestJobProcess.EndAsync(process)).Output;
    }

    private async Task<TestJobOutcome> RunAsync(string program, params string[] args)
    {
        using Process process = Start(program, args);
        process.StandardInput.Close();
        return await TestJobProcess.EndAsync(process);
    }

    private Process Start(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["PATH"] = Path.GetDirectoryName(TestJobProcess.Executable) + Path.PathSeparator + start.Environment["PATH"];
        start.Environment["HOME"] = _folder.Path;
        start.Environment["TERM"] = "dumb";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return Process.Start(start)!;
    }
}
