using System.Collections.Frozen;

namespace Binnacle.Server.Artifacts;

/// <summary>Content types of artifacts: text of any kind is plain text, so that no browser runs it as a page.</summary>
internal static class MediaTypes
{
    private static readonly FrozenSet<string> Texts = new[]
    {
        "txt", "log", "err", "cfg", "conf", "cnf", "cf", "ini", "properties", "prop", "hocon", "toml", "yaml", "yml", "xml", "json", "jsonl", "js",
        "py", "py3", "cs", "csx", "csv", "tsv", "md", "rst", "html", "htm", "xhtml", "css", "sh", "sql", "geojson", "mlmodel", "mlproject",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Binaries = new Dictionary<string, string>
    {
        ["png"] = "image/png",
        ["jpg"] = "image/jpeg",
        ["jpeg"] = "image/jpeg",
        ["gif"] = "image/gif",
        ["webp"] = "image/webp",
        ["svg"] = "image/svg+xml",
        ["bmp"] = "image/bmp",
        ["pdf"] = "application/pdf",
        ["zip"] = "application/zip",
        ["gz"] = "application/gzip",
        ["mp3"] = "audio/mpeg",
        ["wav"] = "audio/wav",
        ["mp4"] = "video/mp4",
        ["webm"] = "video/webm",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string Of(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        string ending = name.Contains('.', StringComparison.Ordinal) ? name[(name.LastIndexOf('.') + 1)..] : name;
        return Texts.Contains(ending) ? "text/plain" : Binaries.GetValueOrDefault(ending, "application/octet-stream");
    }

    /// <summary>Whether a page can show it as a picture. Vector graphics can hold scripts and are left out.</summary>
    public static bool IsImage(string path) => Of(path) is var type && type.StartsWith("image/", StringComparison.Ordinal) && type != "image/svg+xml";
}
