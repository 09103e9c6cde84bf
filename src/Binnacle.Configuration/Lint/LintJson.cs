using System.Text.Json;

namespace Binnacle.Configuration;

/// <summary>Findings of the lint as JSON, for editors and build servers.</summary>
public static class LintJson
{
    /// <returns>
    /// An object with <c>findings</c> (each with <c>rule</c>, <c>severity</c>, <c>message</c>, <c>hint</c> where there is one, and <c>file</c>, <c>line</c>, <c>column</c>
    /// or <c>source</c>), <c>errors</c>, <c>warnings</c>, <c>notes</c>, <c>files</c> and <c>compositions</c>.
    /// </returns>
    public static string Of(LintReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonText.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("findings");
            foreach (LintFinding finding in report.Findings)
                Write(writer, finding);
            writer.WriteEndArray();
            writer.WriteNumber("errors", report.Count(LintSeverity.Error));
            writer.WriteNumber("warnings", report.Count(LintSeverity.Warning));
            writer.WriteNumber("notes", report.Count(LintSeverity.Note));
            writer.WriteNumber("files", report.FileCount);
            writer.WriteNumber("compositions", report.CompositionCount);
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, LintFinding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("rule", finding.Rule);
        writer.WriteString("severity", LintText.Name(finding.Severity));
        writer.WriteString("message", finding.Message);
        if (finding.Hint is { } hint)
            writer.WriteString("hint", hint);
        JsonText.WritePlace(writer, finding.Place);
        if (finding.Place is { Line: 0, Source: var source })
            writer.WriteString("source", source);
        writer.WriteEndObject();
    }
}
