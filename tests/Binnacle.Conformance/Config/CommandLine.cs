using System.Text.Json;
using System.Text.RegularExpressions;
using Binnacle.Jobs;
using Binnacle.Jobs.Integrations;

namespace Binnacle.Conformance.Config;

/// <summary>Whole program runs: exit code, files, output, messages.</summary>
internal sealed partial class CommandLine : GoldenFile
{
    private static readonly string[] PrintedForPeople = ["--help", "--hydra-help", "-h", "--info", "-i", "--version"];

    public override string Name => "cli.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        string before = Environment.CurrentDirectory;
        try
        {
            foreach (CaseOutcome outcome in JsonLines.Run(path, RunCase))
                yield return outcome;
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private static CaseOutcome RunCase(JsonElement golden)
    {
        if (Unrepeatable(golden) is { } rule)
            return CaseOutcome.Deviates("", rule);
        string folder = Directory.CreateTempSubdirectory("cli-").FullName;
        List<string> names = [];
        try
        {
            Prepare(golden, folder, names);
            return Compare(golden, folder);
        }
        finally
        {
            Environment.CurrentDirectory = Path.GetTempPath();
            foreach (string name in names)
                Environment.SetEnvironmentVariable(name, null);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The rule of docs/compatibility.md by which a case is not ours to repeat.</summary>
    private static string? Unrepeatable(JsonElement golden) => golden.GetProperty("topic").GetString() switch
    {
        "rerun" => "pickles",
        "completion" => "shell-completion",
        _ when golden.GetProperty("files").GetRawText().Contains("action: exit", StringComparison.Ordinal) || Arguments(golden).Contains("action=exit") => "exit-inside-a-job",
        _ => null,
    };

    /// <summary>The rule by which the output is our own; exit code and files are not.</summary>
    private static string? OwnWords(JsonElement golden) => golden.GetProperty("topic").GetString() switch
    {
        "help" or "info" => "help-texts",
        "task" when Arguments(golden).Contains("hydra.verbose=true") => "verbose-report",
        _ when Arguments(golden).Any(PrintedForPeople.Contains) => "help-texts",
        _ => null,
    };

    private static void Prepare(JsonElement golden, string folder, List<string> names)
    {
        foreach (JsonProperty file in golden.GetProperty("files").EnumerateObject())
        {
            string path = Path.Combine(folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Value.GetString()!.Replace("<CWD>", folder, StringComparison.Ordinal));
        }

        if (golden.TryGetProperty("env", out JsonElement variables))
        {
            foreach (JsonProperty variable in variables.EnumerateObject())
            {
                names.Add(variable.Name);
                Environment.SetEnvironmentVariable(variable.Name, variable.Value.GetString()!.Replace("<CWD>", folder, StringComparison.Ordinal));
            }
        }

        Environment.CurrentDirectory = folder;
    }

    private static CaseOutcome Compare(JsonElement golden, string folder)
    {
        HashSet<string> before = [.. Tree(folder)];
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] args = [.. Arguments(golden).Select(text => text.Replace("<CWD>", folder, StringComparison.Ordinal))];
        int code = JobHost.Create("my_app").UseConfigName("config").UseConfigPath("conf").UseOutput(output, error).UseWorkerCommand(null).UseOptuna()
            .RunAsync(args, new CommandLineTask(output).RunAsync).GetAwaiter().GetResult();

        string found = Normalised(error.ToString(), folder);
        if (code != golden.GetProperty("exit_code").GetInt32())
            return Fail($"exit code {golden.GetProperty("exit_code")}", $"{code}\n{found}");
        string tree = string.Join('\n', Tree(folder).Except(before).Select(path => Normalised(path, folder)).Distinct().Order(StringComparer.Ordinal));
        string expectedTree = string.Join('\n', golden.GetProperty("tree").EnumerateArray().Select(item => item.GetString()!).Order(StringComparer.Ordinal));
        if (tree != expectedTree)
            return Fail(expectedTree, tree);
        if (OwnWords(golden) is { } rule)
            return CaseOutcome.Deviates("", rule);
        string expectedOutput = golden.GetProperty("stdout").GetString()!;
        string shown = WithoutTable(Normalised(output.ToString(), folder));
        if (WithoutHelp(shown) != WithoutHelp(expectedOutput))
            return Fail(expectedOutput, shown);
        if (Message(golden) is { } message && !found.Contains(message, StringComparison.Ordinal))
            return Fail(message, found);
        return Contents(golden, folder);
    }

    private static CaseOutcome Contents(JsonElement golden, string folder)
    {
        if (!golden.TryGetProperty("contents", out JsonElement contents))
            return CaseOutcome.Pass("");
        ILookup<string, string> files = Tree(folder).ToLookup(path => Normalised(path, folder));
        foreach (JsonProperty content in contents.EnumerateObject())
        {
            string text = Normalised(File.ReadAllText(Path.Combine(folder, files[content.Name].First())), folder);
            if (WithoutHelp(text) != WithoutHelp(content.Value.GetString()!))
                return Fail($"{content.Name}:\n{content.Value.GetString()}", text);
        }

        return CaseOutcome.Pass("");
    }

    /// <summary>The first line of a message about the composition; a traceback is Python's own.</summary>
    private static string? Message(JsonElement golden)
    {
        string text = golden.GetProperty("stderr").GetString()!;
        string first = text.Split('\n')[0];
        return first.Length == 0 || first.StartsWith("Traceback", StringComparison.Ordinal) || first.StartsWith("usage:", StringComparison.Ordinal)
            || text.Contains("See https://hydra.cc", StringComparison.Ordinal) ? null : first;
    }

    private static string[] Arguments(JsonElement golden) =>
        golden.TryGetProperty("args", out JsonElement args) ? [.. args.EnumerateArray().Select(item => item.GetString()!)] : [];

    private static IEnumerable<string> Tree(string folder)
    {
        foreach (string entry in Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            string path = Path.GetRelativePath(folder, entry).Replace('\\', '/');
            if (path.Split('/').Contains(".binnacle"))
                continue;
            if (!Directory.Exists(entry))
                yield return path;
            else if (!Directory.EnumerateFileSystemEntries(entry).Any())
                yield return path + "/";
        }
    }

    private static string WithoutTable(string output) =>
        string.Concat(output.Split('\n').Where(line => line.Length == 0 || !"╭│├╰".Contains(line[0])).Select(line => line + "\n"))[..^1];

    private static string Normalised(string text, string folder)
    {
        string plain = text.ReplaceLineEndings("\n").Replace(folder, "<CWD>", StringComparison.Ordinal);
        plain = TimeStamp().Replace(plain, "[<TS>]");
        return Moment().Replace(plain, "<DATE>/<TIME>");
    }

    /// <summary>The texts of the help templates are our own.</summary>
    private static string WithoutHelp(string text) => HelpNodes().Replace(text, "");

    private static CaseOutcome Fail(string expected, string found) => CaseOutcome.Fail("", $"expected\n{expected}\nfound\n{found}");

    [GeneratedRegex(@"\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\]")]
    private static partial Regex TimeStamp();

    [GeneratedRegex(@"^  help:\n(?s:.*?)^(?=  hydra_logging:)", RegexOptions.Multiline)]
    private static partial Regex HelpNodes();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d/\d\d-\d\d-\d\d(_\d+)?")]
    private static partial Regex Moment();
}
