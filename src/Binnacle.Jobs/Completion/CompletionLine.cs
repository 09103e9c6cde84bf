using System.Text;

namespace Binnacle.Jobs;

/// <summary>A command line that is being typed.</summary>
/// <param name="Words">The words before the last, without the program.</param>
/// <param name="Word">The last word, as far as it is typed; empty after a blank.</param>
internal sealed record CompletionLine(IReadOnlyList<string> Words, string Word)
{
    /// <summary>Takes a line apart; null while the program itself is still being typed.</summary>
    public static CompletionLine? Parse(string line)
    {
        List<string> words = Split(line);
        int program = ProgramLength(words);
        return program < words.Count ? new CompletionLine(words[program..^1], words[^1]) : null;
    }

    /// <summary>How many words start the program: <c>app</c>, <c>dotnet app.dll</c>, <c>dotnet run … --</c>, <c>python app.py</c>.</summary>
    private static int ProgramLength(List<string> words)
    {
        string name = Path.GetFileNameWithoutExtension(words[0]);
        string first = words.Count > 1 ? words[1] : "";
        return name switch
        {
            "dotnet" when first == "run" => words.IndexOf("--") is var end and >= 0 ? end + 1 : int.MaxValue,
            "dotnet" when first == "exec" => 3,
            "dotnet" => 2,
            _ when name.StartsWith("python", StringComparison.Ordinal) => first == "-m" ? 3 : 2,
            _ => 1,
        };
    }

    /// <summary>Words as a shell sees them; the last one is empty when the line ends with a blank.</summary>
    private static List<string> Split(string line)
    {
        List<string> words = [];
        var word = new StringBuilder();
        char quote = '\0';
        bool begun = false;
        for (int i = 0; i < line.Length; i++)
        {
            char letter = line[i];
            if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                if (begun)
                    words.Add(word.ToString());
                word.Clear();
                begun = false;
                continue;
            }

            begun = true;
            if (letter == quote)
                quote = '\0';
            else if (quote == '\0' && letter is '\'' or '"')
                quote = letter;
            else if (letter == '\\' && quote != '\'' && i + 1 < line.Length && line[i + 1] is ' ' or '\\' or '"' or '\'')
                word.Append(line[++i]);
            else
                word.Append(letter);
        }

        words.Add(word.ToString());
        return words;
    }
}
