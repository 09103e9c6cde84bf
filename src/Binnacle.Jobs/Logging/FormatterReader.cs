using Binnacle.Configuration;

namespace Binnacle.Jobs.Logging;

/// <summary>Builds a formatter from its section.</summary>
internal static class FormatterReader
{
    private const string Plain = "logging.Formatter";

    private static readonly string[] Json =
        ["pythonjsonlogger.jsonlogger.JsonFormatter", "pythonjsonlogger.json.JsonFormatter", "pythonjsonlogger.JsonFormatter"];

    public static LogFormatter Read(ConfigSection section)
    {
        string kind = section.Map.ContainsKey("()")
            ? section.Choice("()", [Plain, .. Json])
            : section.Choice("class", [Plain, .. Json]);
        bool json = Json.Contains(kind);
        string[] common = ["()", "class", "format", "fmt", "datefmt", "style", "validate"];
        section.Allow(json ? [.. common, "rename_fields", "static_fields", "timestamp", "json_ensure_ascii"] : common);

        var time = TimeFormat.Of(section.Text("datefmt"));
        FormatTemplate template = Template(section);
        return json ? new JsonFormatter(template, time, JsonOptions(section)) : new TextFormatter(template, time);
    }

    private static FormatTemplate Template(ConfigSection section)
    {
        char style = section.Choice("style", "%", "{", "$") is [var mark, ..] ? mark : '%';
        string key = section.Map.ContainsKey("fmt") ? "fmt" : "format";
        string message = style switch { '{' => "{message}", '$' => "${message}", _ => "%(message)s" };
        try
        {
            return FormatTemplate.Parse(section.Text(key) ?? message, style);
        }
        catch (FormatException fault)
        {
            section.Fault(section.Map[key], key, fault.Message);
            return FormatTemplate.Parse("%(message)s", '%');
        }
    }

    private static JsonFormatterOptions JsonOptions(ConfigSection section)
    {
        Dictionary<string, object?> renames = Values(section.Section("rename_fields"));
        string? timestamp = section.Map.GetValueOrDefault("timestamp") is ScalarNode { Value: bool flag }
            ? flag ? "timestamp" : null
            : section.Text("timestamp");
        return new(
            renames.ToDictionary(entry => entry.Key, entry => entry.Value as string ?? entry.Key, StringComparer.Ordinal),
            Values(section.Section("static_fields")),
            timestamp,
            section.Flag("json_ensure_ascii", true));
    }

    private static Dictionary<string, object?> Values(ConfigSection? section) => section is null
        ? []
        : section.Map.ToDictionary(entry => entry.Key.Text, entry => (entry.Value as ScalarNode)?.Value, StringComparer.Ordinal);
}
