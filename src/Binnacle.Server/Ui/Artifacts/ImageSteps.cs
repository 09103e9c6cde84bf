using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Binnacle.Server.Artifacts;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Artifacts;

/// <summary>
/// The pictures that a run logged under one name, step after step: as <c>log_image</c> names their files, or with the number of a step or an
/// epoch, or a number alone, at the end of their names: <c>confusion_step_10.png</c>, <c>epoch-003.png</c>, <c>sample_7.jpg</c>.
/// </summary>
internal static partial class ImageSteps
{
    /// <summary>Step and address of each picture beside <paramref name="path"/> with the same name, as JSON; null when it is no such picture.</summary>
    public static async Task<string?> FindAsync(IArtifactStore artifacts, string runId, string path)
    {
        int slash = path.LastIndexOf('/');
        if (Parse(path) is not { } own)
            return null;
        var frames = (await artifacts.ListAsync(slash < 0 ? null : path[..slash]))
            .Select(file => (file.Path, Parsed: Parse(file.Path)))
            .Where(file => file.Parsed is { } parsed && parsed.Key == own.Key && parsed.Ending == own.Ending)
            .OrderBy(file => file.Parsed!.Value.Step).ThenBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new { step = file.Parsed!.Value.Step, url = ArtifactLink.Of(runId, file.Path), current = file.Path == path })
            .ToArray();
        return frames.Length > 1 ? JsonSerializer.Serialize(frames) : null;
    }

    private static (string Key, long Step, string Ending)? Parse(string path)
    {
        Match match = Name().Match(path) is { Success: true } logged ? logged : Numbered().Match(path);
        return match.Success && long.TryParse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out long step)
            ? (match.Groups[1].Value, step, match.Groups[3].Value)
            : null;
    }

    [GeneratedRegex(@"^(.+)[%+]step[%+](\d+)[%+]timestamp[%+]\d+[%+][^/]+?((?:[%+]compressed)?\.\w+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^(.*?)(\d+)(\.\w+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbered();
}
