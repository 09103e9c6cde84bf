namespace Binnacle.Configuration;

/// <summary>How a text is written in YAML.</summary>
internal enum ScalarForm
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
}
