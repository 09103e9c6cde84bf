using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

/// <summary>Figures as one HTML file that needs nothing besides: the charting library is inside, and nothing is loaded from the network.</summary>
public static class HtmlPage
{
    /// <summary>Writes a page.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="title">The page's heading.</param>
    /// <param name="figures">The figures, from top to bottom.</param>
    public static void Write(TextWriter output, string title, params IReadOnlyList<Figure> figures)
    {
        string heading = WebUtility.HtmlEncode(title);
        output.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{heading}</title>
            <style>
            {Resource("page.css")}</style>
            </head>
            <body>
            <header><h1>{heading}</h1></header>
            <main>

            """);
        for (int i = 0; i < figures.Count; i++)
            WriteSection(output, figures[i], i);
        output.Write("</main>\n");
        WriteScripts(output, figures);
        output.Write("</body>\n</html>\n");
    }

    /// <summary>Writes a page to a file, whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="title">The page's heading.</param>
    /// <param name="figures">The figures, from top to bottom.</param>
    /// <exception cref="IOException">The folder does not exist, or the file cannot be written.</exception>
    public static void Save(string path, string title, params IReadOnlyList<Figure> figures)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path} cannot be written: there is no folder {folder}.");
        string unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (StreamWriter output = new(unfinished, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
                Write(output, title, figures);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void WriteSection(TextWriter output, Figure figure, int index)
    {
        output.Write($"<section>\n<h2>{WebUtility.HtmlEncode(figure.Title)}</h2>\n");
        if (figure.Note.Length > 0)
            output.Write($"<p>{WebUtility.HtmlEncode(figure.Note)}</p>\n");
        if (figure.Traces.Count > 0)
            output.Write($"<div class=\"chart\" id=\"figure-{index}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(figure.Title)}\" style=\"height:{figure.Height}px\"></div>\n");
        output.Write("</section>\n");
    }

    private static void WriteScripts(TextWriter output, IReadOnlyList<Figure> figures)
    {
        JsonArray charts = [];
        for (int i = 0; i < figures.Count; i++)
        {
            if (figures[i].Traces.Count > 0)
                charts.Put(new JsonObject { ["id"] = $"figure-{i}", ["data"] = figures[i].Traces.DeepClone(), ["layout"] = figures[i].Layout.DeepClone() });
        }

        if (charts.Count == 0)
            return;
        string library = figures.Any(figure => figure.NeedsWholeLibrary) ? "plotly.js" : "plotly-basic.js";
        // The writer's encoder keeps angle brackets out of the text, so that no name can end the script.
        output.Write($"<script>{Resource(library)}</script>\n<script>\nconst charts = {charts.ToJsonString()};\n{Resource("page.js")}</script>\n");
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing in the assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
