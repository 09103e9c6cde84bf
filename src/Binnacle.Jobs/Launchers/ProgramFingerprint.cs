using System.Globalization;

namespace Binnacle.Jobs;

/// <summary>Tells one build of a program from another, without reading the files: names, sizes and times of what it is made of.</summary>
internal static class ProgramFingerprint
{
    public static string Of(string folder)
    {
        IEnumerable<string> parts = new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => file.Extension is ".dll" or ".exe" or "")
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Name}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"));
        return StableHash.Of(string.Join('\n', parts));
    }
}
