using System.Text.Json;

namespace Binnacle.Conformance.Config;

/// <summary>Which error of a golden case must be equal, and which must only be an error.</summary>
internal static class GoldenError
{
    private static readonly string[] PythonOnly =
        ["GrammarParseError", "ParserError", "ScannerError", "positional argument", "unsupported operand", "<class '", "has no attribute", "sum() can't sum"];

    /// <summary>True when the case fails in the reference.</summary>
    public static bool IsExpected(JsonElement golden) => golden.TryGetProperty("error_type", out _);

    /// <summary>Judges an error of ours against the case: the first lines are equal, unless the reference's is Python's or its parser generator's own.</summary>
    public static CaseOutcome Judge(JsonElement golden, Exception error)
    {
        string type = golden.GetProperty("error_type").GetString()!;
        string expected = golden.GetProperty("error").GetString()!;
        string found = error.Message.Split('\n')[0];
        bool wording = PythonOnly.Any(part => type == part || expected.Contains(part, StringComparison.Ordinal));
        return wording || expected == found
            ? CaseOutcome.Pass("")
            : CaseOutcome.Fail("", $"expected {expected}, found {found}");
    }
}
