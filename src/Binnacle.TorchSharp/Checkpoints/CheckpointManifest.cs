using System.Security.Cryptography;
using System.Text.Json;

namespace Binnacle.TorchSharp;

/// <summary>The list of a checkpoint's files with their hashes: <c>manifest.json</c>.</summary>
internal sealed record CheckpointManifest(string Format, IReadOnlyList<CheckpointPart> Parts)
{
    public const string FileName = "manifest.json";
    private const string CurrentFormat = "binnacle-checkpoint-1";

    /// <summary>Lists the files that are in a folder.</summary>
    public static CheckpointManifest Of(string folder) => new(
        CurrentFormat,
        [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(Describe)]);

    /// <summary>Reads a folder's manifest and checks every file against it.</summary>
    /// <exception cref="CheckpointException">A file is missing or damaged, or the format is unknown.</exception>
    public static CheckpointManifest Check(string folder)
    {
        string path = Path.Combine(folder, FileName);
        CheckpointManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), CheckpointJson.Default.CheckpointManifest)
                ?? throw new JsonException("it is empty.");
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Damaged(path, fault.Message, fault);
        }

        if (manifest.Format != CurrentFormat)
            throw Damaged(path, $"expected the format '{CurrentFormat}', found '{manifest.Format}'.");
        foreach (CheckpointPart part in manifest.Parts)
            Check(folder, part);
        return manifest;
    }

    public static CheckpointException Damaged(string path, string reason, Exception? cause = null) => new(
        $"{path}: the checkpoint is damaged: {reason} Restore it from the run's artifacts, or remove the folder "
        + $"'{Path.GetDirectoryName(path)}' to go on from an older checkpoint, where there is one.",
        cause);

    private static void Check(string folder, CheckpointPart expected)
    {
        string path = Path.Combine(folder, expected.File);
        CheckpointPart found;
        try
        {
            found = Describe(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Damaged(path, fault.Message, fault);
        }

        if (found.Bytes != expected.Bytes)
            throw Damaged(path, $"expected {expected.Bytes} bytes, found {found.Bytes}.");
        if (found.Sha256 != expected.Sha256)
            throw Damaged(path, $"expected the SHA-256 {expected.Sha256}, found {found.Sha256}.");
    }

    private static CheckpointPart Describe(string path)
    {
        using FileStream file = File.OpenRead(path);
        return new(Path.GetFileName(path), file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
