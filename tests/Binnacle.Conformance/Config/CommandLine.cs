using System.Text.Json;
using System.Text.RegularExpressions;

namespace Binnacle.Conformance.Config;

/// <summary>Whole program runs: exit code, files, output, messages.</summary>
internal sealed partial class CommandLine : GoldenFile
{
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
    private static string? Unrepeatable(JsonElement golden)
    {
        if (!golden.TryGetProperty("exit_code", out JsonElement code))
            return null;
        bool isScript = golden.GetProperty("topic").GetString() == "completion" && code.GetInt32() == 0
            && Arguments(golden).Any(argument => argument.StartsWith("install=", StringComparison.Ordinal) || argument.StartsWith("uninstall=", StringComparison.Ordinal));
        // Argparse refuses overrides on both sides of a flag, which Hydra 1.4 lifts.
        bool isRefused = code.GetInt32() == 2 && UnrecognizedOverride().IsMatch(golden.GetProperty("stderr").GetString()!);
        return isScript ? "help-texts" : isRefused ? "overrides-around-flags" : null;
    }

    /// <summary>The rule by which the whole output is our own; exit code and files are not.</summary>
    private static string? OwnWords(JsonElement golden) => Arguments(golden) switch
    {
        ["--version"] or ["--info" or "-i", "plugins", ..] => "help-texts",
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
        JsonElement[] results = golden.TryGetProperty("results", out JsonElement several) ? [.. several.EnumerateArray()] : [golden];
        string[][] steps = golden.TryGetProperty("steps", out JsonElement given) ? [.. given.EnumerateArray().Select(Texts)] : [Arguments(golden)];
        foreach (var (args, expected) in steps.Zip(results))
        {
            if (Step(golden, args, expected, folder) is { Passed: false } outcome)
                return outcome;
        }

        string tree = string.Join('\n', Tree(folder).Except(before).Select(path => Normalised(path, folder)).Distinct().Order(StringComparer.Ordinal));
        string expectedTree = string.Join('\n', Texts(golden.GetProperty("tree")).Where(path => !path.EndsWith(".pickle", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        if (tree != expectedTree)
            return Fail(expectedTree, tree);
        return OwnWords(golden) is { } rule ? CaseOutcome.Deviates("", rule) : Contents(golden, folder);
    }

    private static CaseOutcome Step(JsonElement golden, string[] args, JsonElement expected, string folder)
    {
        args = [.. args.Select(text => text.Replace("<CWD>", folder, StringComparison.Ordinal))];
        bool ends = golden.GetProperty("files").GetRawText().Contains("action: exit", StringComparison.Ordinal) || args.Contains("action=exit");
        (int code, string output, string error) = ends ? JobProgramProcess.Run(args) : JobProgramProcess.RunHere(args);
        string found = Normalised(error, folder);
        if (code == 1 && expected.GetProperty("exit_code").GetInt32() == 0 && InterpolationFault().IsMatch(error))
            return CaseOutcome.Deviates("", "interpolations-resolved-first");
        if (code != expected.GetProperty("exit_code").GetInt32())
            return Fail($"exit code {expected.GetProperty("exit_code")}", $"{code}\n{found}");
        if (OwnWords(golden) is not null)
            return CaseOutcome.Pass("");
        string expectedOutput = WithoutOwnWords(expected.GetProperty("stdout").GetString()!);
        string shown = WithoutOwnWords(WithoutTable(Normalised(output, folder)), golden.TryGetProperty("table_normalised", out _));
        if (!HelpPattern(expectedOutput).IsMatch(shown))
            return Fail(expectedOutput, shown);
        if (Message(expected) is { } message && !found.Contains(message, StringComparison.Ordinal))
            return Fail(message, found);
        return CaseOutcome.Pass("");
    }

    /// <summary>A line <c>&lt;HELP_TEXT&gt;</c> stands for any one line of ours, or for none.</summary>
    private static Regex HelpPattern(string expected) =>
        new("^" + Regex.Escape(expected).Replace("<HELP_TEXT>\\n", "(?:.*\\n)?", StringComparison.Ordinal) + "$");

    /// <summary>
    /// Drops what is our own: the help nodes of the hydra config, the flags of the help, the list of plugins by class name, the launcher
    /// that only we have, the lines of the callback that pickles. Tables lose their rules and padding where the golden's did.
    /// </summary>
    private static string WithoutOwnWords(string text, bool tables = false)
    {
        text = FlagsHelp().Replace(Plugins().Replace(HelpNodes().Replace(text, ""), ""), "");
        text = Pickling().Replace(text, "").Replace("hydra/launcher: basic, local", "hydra/launcher: basic", StringComparison.Ordinal);
        return tables ? Padding().Replace(Rule().Replace(text, "<RULE>"), " ") : text;
    }

    private static CaseOutcome Contents(JsonElement golden, string folder)
    {
        if (!golden.TryGetProperty("contents", out JsonElement contents))
            return CaseOutcome.Pass("");
        ILookup<string, string> files = Tree(folder).ToLookup(path => Normalised(path, folder));
        foreach (JsonProperty content in contents.EnumerateObject())
        {
            string text = Normalised(File.ReadAllText(Path.Combine(folder, files[content.Name].First())), folder);
            if (WithoutOwnWords(text) != WithoutOwnWords(content.Value.GetString()!))
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
        golden.TryGetProperty("args", out JsonElement args) ? Texts(args) : [];

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static IEnumerable<string> Tree(string folder)
    {
        foreach (string entry in Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            string path = Path.GetRelativePath(folder, entry).Replace('\\', '/');
            if (path.Split('/').Contains(".binnacle") || path.EndsWith("/job_return.json", StringComparison.Ordinal))
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

    private static CaseOutcome Fail(string expected, string found) => CaseOutcome.Fail("", $"expected\n{expected}\nfound\n{found}");

    [GeneratedRegex(@"\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\]")]
    private static partial Regex TimeStamp();

    [GeneratedRegex(@"^  help:\n(?s:.*?)^(?=  hydra_logging:)", RegexOptions.Multiline)]
    private static partial Regex HelpNodes();

    [GeneratedRegex(@"^(\[<TS>\]\[HYDRA\] )?(Hydra|Binnacle) [\s\S]*?(?=^(\[<TS>\]\[HYDRA\] )?\n^(\[<TS>\]\[HYDRA\] )?Config search path$)", RegexOptions.Multiline)]
    private static partial Regex Plugins();

    [GeneratedRegex(@"^(?!\n)[^\n]*\n(?:[^\n]+\n)?\n== Flags ==\n(?s:.*?)(?=^== Configuration groups ==$)|^Use '--cfg hydra'[^\n]*$", RegexOptions.Multiline)]
    private static partial Regex FlagsHelp();

    [GeneratedRegex(@"^.*\[hydra\.experimental\.callbacks\.PickleJobInfoCallback\].*\n", RegexOptions.Multiline)]
    private static partial Regex Pickling();

    [GeneratedRegex(@"-{10,}")]
    private static partial Regex Rule();

    [GeneratedRegex(@"(?<=^(?:\[<TS>\]\[HYDRA\] )?\|.*) {2,}", RegexOptions.Multiline)]
    private static partial Regex Padding();

    [GeneratedRegex(@"unrecognized arguments: [^-\s]+=")]
    private static partial Regex UnrecognizedOverride();

    [GeneratedRegex(@"^(Interpolation key '|.* while resolving interpolation|Unsupported interpolation type|Recursive interpolation)[^\n]*\n    full_key: (?!hydra\.)")]
    private static partial Regex InterpolationFault();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d/\d\d-\d\d-\d\d(_\d+)?")]
    private static partial Regex Moment();
}
