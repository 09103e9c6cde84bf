using System.Text.Json;
using System.Text.Json.Serialization;

namespace Digits.Data;

/// <summary>What a processed data set is made of; the file <c>manifest.json</c> in its folder.</summary>
/// <param name="Mean">Mean of the training pixels, from 0 (paper) to 1 (ink).</param>
/// <param name="Deviation">Standard deviation of the training pixels.</param>
/// <param name="Train">The training images.</param>
/// <param name="Test">The test images.</param>
/// <param name="Sources">The raw files.</param>
public sealed record DataManifest(
    double Mean, double Deviation, SplitManifest Train, SplitManifest Test, IReadOnlyList<DataFile> Sources)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>SHA-256 of the whole processed set: of the hashes of its four files, in order, as text.</summary>
    [JsonPropertyOrder(1)]
    public string Sha256 => RawDataSet.Hash(System.Text.Encoding.ASCII.GetBytes(string.Concat(Files.Select(file => file.Sha256))));

    /// <summary>The four files of the set.</summary>
    [JsonIgnore]
    public IReadOnlyList<DataFile> Files => [Train.Images, Train.Labels, Test.Images, Test.Labels];

    /// <summary>Reads the manifest of a processed set.</summary>
    /// <exception cref="DataException">There is none, or it cannot be read; the message says which command makes it.</exception>
    public static DataManifest Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.DataManifest)
                ?? throw new JsonException("the manifest is empty.");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"{path}: there is no processed data set. {ProcessedDataSet.Remedy}", fault);
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: the manifest cannot be read: {fault.Message} {ProcessedDataSet.Remedy}", fault);
        }
    }

    internal byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.DataManifest), (byte)'\n'];
}
