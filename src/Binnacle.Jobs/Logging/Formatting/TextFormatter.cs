using System.Text;

namespace Binnacle.Jobs.Logging;

/// <summary>Python's <c>logging.Formatter</c>: the template, then the exception on lines of its own.</summary>
internal sealed class TextFormatter(FormatTemplate template, TimeFormat time) : LogFormatter
{
    public override string Format(LogRecord record)
    {
        var text = new StringBuilder();
        template.Append(text, record, time);
        if (record.Exception is not null)
            text.Append('\n').Append(record.Exception);
        return text.Append('\n').ToString();
    }
}
