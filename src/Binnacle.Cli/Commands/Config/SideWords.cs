namespace Binnacle.Cli.Commands.Config;

/// <summary>Cuts one argument into words at its blanks, but not inside quotes and brackets.</summary>
internal static class SideWords
{
    public static IReadOnlyList<string> Of(string text)
    {
        List<string> words = [];
        int start = 0, depth = 0;
        char quote = '\0';
        for (int i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ' ' && depth == 0 && quote == '\0'))
            {
                if (i > start)
                    words.Add(text[start..i]);
                start = i + 1;
            }
            else if (quote != '\0')
            {
                quote = text[i] == quote && text[i - 1] != '\\' ? '\0' : quote;
            }
            else if (text[i] is '\'' or '"')
            {
                quote = text[i];
            }
            else
            {
                depth += text[i] is '(' or '[' or '{' ? 1 : text[i] is ')' or ']' or '}' ? -1 : 0;
            }
        }

        return words;
    }
}
