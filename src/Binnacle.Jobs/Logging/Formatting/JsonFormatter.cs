using System.Text;

namespace Binnacle.Jobs.Logging;

/// <summary>One JSON object a line, as python-json-logger writes it: the format's attributes, then the message's own values.</summary>
internal sealed class JsonFormatter(FormatTemplate template, TimeFormat time, JsonFormatterOptions options) : LogFormatter
{
    private readonly string[] _attributes = [.. template.Attributes.Distinct()];

    public override string Format(LogRecord record)
    {
        var fields = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (string attribute in _attributes)
            fields[attribute] = RecordAttribute.Read(attribute, record, time);
        if (record.Exception is not null)
            fields["exc_info"] = record.Exception.ToString();
        foreach (var (name, value) in record.Fields)
            fields.TryAdd(name, value);
        foreach (var (name, value) in options.StaticFields)
            fields[name] = value;
        if (options.Timestamp is { } timestamp)
            fields[timestamp] = record.Time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", null);
        return Write(fields);
    }

    private string Write(OrderedDictionary<string, object?> fields)
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in fields)
        {
            if (text.Length > 1)
                text.Append(", ");
            JsonText.AppendString(text, options.Renames.GetValueOrDefault(name, name), options.EnsureAscii);
            JsonText.AppendValue(text.Append(": "), value, options.EnsureAscii);
        }

        return text.Append("}\n").ToString();
    }
}
