using System.Text.Json;
using Binnacle.Configuration;

namespace Binnacle.Conformance.Config;

/// <summary>Whole compositions.</summary>
internal sealed class Composition : GoldenFile
{
    public override string Name => "compose.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        // Relative search path entries count from the current directory, which each case therefore sets.
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
        string folder = Directory.CreateTempSubdirectory("compose-").FullName;
        try
        {
            return RunIn(golden, folder);
        }
        finally
        {
            Environment.CurrentDirectory = Path.GetTempPath();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CaseOutcome RunIn(JsonElement golden, string folder)
    {
        foreach (JsonProperty file in golden.GetProperty("files").EnumerateObject())
        {
            string path = Path.Combine(folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Value.GetString()!.Replace("<CWD>", folder, StringComparison.Ordinal));
        }

        // The reference's runs always had the folder, also for configs that lie in memory alone.
        if (Text(golden, "config_dir") is null)
            Directory.CreateDirectory(Path.Combine(folder, "conf"));
        Environment.CurrentDirectory = folder;
        string? select = Text(golden, "select");
        string found;
        try
        {
            ComposedConfig config = Compose(golden, folder);
            found = Print(golden, config, select).Replace(folder, "<CWD>", StringComparison.Ordinal);
        }
        catch (ConfigException error)
        {
            return Failed(golden, error.Message.Replace(folder, "<CWD>", StringComparison.Ordinal));
        }

        if (Text(golden, "expect_yaml") is not { } expected)
        {
            if (golden.TryGetProperty("py_internal", out _))
                return CaseOutcome.Deviates("", "python-internal-failure");
            return CaseOutcome.Fail("", $"expected {Text(golden, "message")}, found\n{found}");
        }

        if (found != expected && LosesPrimaryContent(golden))
            return CaseOutcome.Deviates("", "primary-content-kept");
        return found == expected ? CaseOutcome.Pass("") : CaseOutcome.Fail("", $"{golden.GetProperty("overrides")} expected\n{expected}\nfound\n{found}");
    }

    private static ComposedConfig Compose(JsonElement golden, string folder)
    {
        var registry = new ConfigRegistry();
        if (golden.TryGetProperty("config_store", out JsonElement store) && store.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in store.EnumerateArray())
                registry.Store(Text(item, "name")!, (MapNode)Node(item.GetProperty("node")), Text(item, "group"), Text(item, "package"));
        }

        Dictionary<string, string?> environment = [];
        if (golden.TryGetProperty("env", out JsonElement env) && env.ValueKind == JsonValueKind.Object)
            environment = env.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString());
        string configFolder = (Text(golden, "config_dir") ?? "<CWD>/conf").Replace("<CWD>", folder, StringComparison.Ordinal);
        var composer = new ConfigComposer(new ConfigSearchPath(registry).AddDirectory(Path.Combine(folder, configFolder)));
        return composer.Compose(new CompositionRequest
        {
            ConfigName = Text(golden, "config_name"),
            Overrides = [.. golden.GetProperty("overrides").EnumerateArray().Select(item => item.GetString()!.Replace("<CWD>", folder, StringComparison.Ordinal))],
            JobName = "app",
            VersionBase = golden.TryGetProperty("version_base", out JsonElement version) ? version.GetString() ?? "1.4" : "1.3",
            WorkingDirectory = folder,
            FromShell = false,
            Environment = name => environment.TryGetValue(name, out string? value) ? value : System.Environment.GetEnvironmentVariable(name),
        });
    }

    private static string Print(JsonElement golden, ComposedConfig config, string? select)
    {
        bool resolve = golden.TryGetProperty("resolve", out JsonElement flag) && flag.GetBoolean();
        if (select is null)
            return YamlWriter.Write(resolve ? config.ResolveJob() : config.Job);
        ConfigNode? node = config.Root;
        foreach (string key in KeyPath.Split(select))
            node = node is MapNode map && map.TryGetValue(key, out ConfigNode? child) ? child : null;
        // A single value is read as a program reads it; a missing one is null.
        if (node is ScalarNode { IsMissing: false } || (resolve && node is not null))
            node = config.Select(select);
        if (node is ScalarNode { IsMissing: true })
            node = ScalarNode.Null;
        return node is ScalarNode scalar
            ? (select == "hydra.mode" && scalar.Value is string mode ? "RunMode." + mode : PythonText.Of(scalar)) + "\n"
            : node is null ? "None\n" : YamlWriter.Write(node);
    }

    private static CaseOutcome Failed(JsonElement golden, string message)
    {
        if (!golden.TryGetProperty("expect_error", out _))
            return CaseOutcome.Fail("", $"{golden.GetProperty("overrides")} expected\n{Text(golden, "expect_yaml")}\nfound {message}");
        if (golden.TryGetProperty("py_internal", out _) || Grammar(golden))
            return CaseOutcome.Pass("");
        string expected = Text(golden, "message") ?? "";
        string first = message.Split('\n')[0].TrimEnd();
        bool told = first == expected.Split('\n')[0].TrimEnd() && Lines(expected).All(Lines(message).Contains)
            && (Text(golden, "cause_message") is not { } cause || message.Contains(cause.Split('\n')[0], StringComparison.Ordinal));
        return told || PythonWords(golden)
            ? CaseOutcome.Pass("")
            : CaseOutcome.Fail("", $"{golden.GetProperty("overrides")} expected {expected}\nfound {message}");
    }

    // The reference forgets the primary config's own content when its list holds nothing but overrides and a group is appended.
    private static bool LosesPrimaryContent(JsonElement golden) =>
        golden.GetProperty("files").TryGetProperty($"conf/{Text(golden, "config_name")}.yaml", out JsonElement text)
        && ((MapNode)YamlReader.Parse(text.GetString()!, "golden.yaml")).TryGetValue("defaults", out ConfigNode? defaults) && defaults is ListNode { Count: > 0 } list
        && list.All(item => item is MapNode map && map.Keys.Single().Text.Split(' ').Contains("override"))
        && golden.GetProperty("overrides").EnumerateArray().Any(item => item.GetString()!.StartsWith('+'));

    // Lines about the types of Python may differ.
    private static IEnumerable<string> Lines(string message) =>
        message.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line.TrimEnd());

    // Texts of the grammar tools, of PyYAML and of Python's own exceptions are facts about the reference; equal failure is asked.
    private static bool Grammar(JsonElement golden) =>
        Text(golden, "cause") is "GrammarParseError" or "KeyValidationError" || Text(golden, "expect_error") is "KeyError" or "OverrideParseException" or "GrammarParseError" or "ScannerError" or "ParserError" or "ConstructorError" or "ComposerError";

    private static bool PythonWords(JsonElement golden) =>
        (Text(golden, "message") ?? "").Contains('<', StringComparison.Ordinal) && !(Text(golden, "message") ?? "").Contains("=<OPTION>", StringComparison.Ordinal);

    private static ConfigNode Node(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object when json.TryGetProperty("t", out _) && json.EnumerateObject().Count() <= 2 => TypedValue.ToNode(json),
        JsonValueKind.Object => new MapNode(json.EnumerateObject().Select(item => new KeyValuePair<ConfigKey, ConfigNode>(item.Name, Node(item.Value)))),
        JsonValueKind.Array => new ListNode(json.EnumerateArray().Select(Node)),
        JsonValueKind.String => new ScalarNode(json.GetString()),
        JsonValueKind.Number when json.TryGetInt64(out long number) => new ScalarNode(number),
        JsonValueKind.Number => new ScalarNode(json.GetDouble()),
        JsonValueKind.True => new ScalarNode(true),
        JsonValueKind.False => new ScalarNode(false),
        _ => ScalarNode.Null,
    };

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
