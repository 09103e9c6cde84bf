using Binnacle.Configuration;
using Binnacle.Jobs;
using Microsoft.Extensions.Logging;

namespace Binnacle.Conformance.Config;

/// <summary>The task of the program runs in <c>cli.jsonl</c>: its README says what each action does.</summary>
internal sealed class CommandLineTask(TextWriter output)
{
    public Task<JobResult> RunAsync(MapNode config, JobContext context)
    {
        switch (Text(config, "action") ?? "print")
        {
            case "print":
                output.Write(YamlWriter.Write(context.UnresolvedConfig));
                break;
            case "cwd":
                output.WriteLine(Environment.CurrentDirectory);
                break;
            case "env":
                foreach (ConfigNode name in (ListNode)config["env_names"])
                    output.WriteLine($"{PythonText.Of(name)}={Environment.GetEnvironmentVariable(PythonText.Of(name)) ?? "<unset>"}");
                break;
            case "hydra":
                PrintHydra(config, context);
                break;
            case "log":
                Log(context.LoggerFactory);
                break;
            case "exit":
                Environment.Exit((int)Number(config, "code"));
                break;
            case "sum":
                return Task.FromResult<JobResult>(Number(config, "x") + Number(config, "y"));
            case "multi":
                return Task.FromResult<JobResult>((Number(config, "x"), -Number(config, "y")));
            case "fail_if":
                output.WriteLine($"x={Text(config, "x")}");
                if (Text(config, "x") == Text(config, "fail_on"))
                    throw new InvalidOperationException($"failed on {Text(config, "x")}");
                break;
            case "missing" when config["must_be_set"] is not ScalarNode { IsMissing: true }:
                break;
            default:
                throw new InvalidOperationException("boom");
        }

        return Task.FromResult(JobResult.None);
    }

    private static void Log(ILoggerFactory loggers)
    {
        ILogger app = loggers.CreateLogger("app");
        app.LogDebug("debug-message");
        app.LogInformation("info-message");
        app.LogError("error-message");
        loggers.CreateLogger("other").LogDebug("other-debug");
    }

    private void PrintHydra(MapNode config, JobContext context)
    {
        MapNode hydra = (MapNode)Record(context, "hydra.yaml")!["hydra"];
        MapNode root = Record(context, "config.yaml")!.With("hydra", hydra);
        var resolution = new ResolutionContext(root);
        foreach (string key in ((ListNode)config["keys_to_show"]).Select(PythonText.Of))
        {
            ConfigNode? node = resolution.Select($"hydra.{key}");
            if (node is ScalarNode scalar)
                output.WriteLine($"{key}={(key == "mode" ? "RunMode." : "")}{(scalar.IsMissing ? "None" : PythonText.Of(scalar))}");
            else
                output.Write($"{key}:\n{YamlWriter.Write(node ?? ScalarNode.Null)}");
        }
    }

    /// <summary>The run's record with interpolations as they were written; null where records are switched off.</summary>
    private static MapNode? Record(JobContext context, string name) =>
        Directory.GetDirectories(context.OutputDirectory).Select(folder => Path.Combine(folder, name))
            .Where(path => File.Exists(path) && File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "overrides.yaml"))).Select(path => YamlReader.ReadFile(path)).FirstOrDefault();

    private static string? Text(MapNode config, string key) => config.TryGetValue(key, out ConfigNode? node) ? PythonText.Of(node) : null;

    private static double Number(MapNode config, string key) => Convert.ToDouble(((ScalarNode)config[key]).Value, System.Globalization.CultureInfo.InvariantCulture);
}
