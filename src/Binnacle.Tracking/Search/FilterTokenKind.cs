namespace Binnacle.Tracking;

/// <summary>Kinds of pieces in a filter text, in the sense of MLflow's SQL tokenizer.</summary>
internal enum FilterTokenKind
{
    Whitespace,
    Number,

    /// <summary>Text in single quotes.</summary>
    String,

    /// <summary>Text in double quotes: a value or a key.</summary>
    Symbol,

    /// <summary>A word, or a key in backticks.</summary>
    Name,
    Keyword,

    /// <summary>A comparator, <c>LIKE</c> and <c>ILIKE</c> included.</summary>
    Comparator,
    Operator,
    Punctuation,

    /// <summary>A character that starts nothing, for example a quote that is never closed.</summary>
    Stray,
}
