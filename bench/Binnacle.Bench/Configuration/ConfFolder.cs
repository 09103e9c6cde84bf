using System.Globalization;
using System.Text;

namespace Binnacle.Bench;

/// <summary>A conf folder made for measuring: groups with options of ten keys each, all of which take part in the composition.</summary>
internal sealed class ConfFolder : IDisposable
{
    private const int KeysOfAFile = 10;

    /// <param name="groups">Config groups.</param>
    /// <param name="options">Options of each group; every one is selected.</param>
    public ConfFolder(int groups, int options)
    {
        Path = Directory.CreateTempSubdirectory("binnacle-bench-").FullName;
        var primary = new StringBuilder("defaults:\n");
        for (int group = 0; group < groups; group++)
        {
            string folder = Directory.CreateDirectory(System.IO.Path.Combine(Path, $"group{group}")).FullName;
            for (int option = 0; option < options; option++)
                File.WriteAllText(System.IO.Path.Combine(folder, $"option{option}.yaml"), Option(option));
            primary.Append(CultureInfo.InvariantCulture, $"  - group{group}: [{string.Join(", ", Enumerable.Range(0, options).Select(option => $"option{option}"))}]\n");
        }

        primary.Append("  - _self_\nseed: 1\nname: bench\n");
        File.WriteAllText(System.IO.Path.Combine(Path, "config.yaml"), primary.ToString());
        Files = (groups * options) + 1;
        Keys = [.. Enumerable.Range(0, groups).SelectMany(group => Enumerable.Range(0, options).SelectMany(option =>
            Enumerable.Range(0, KeysOfAFile - 1).Select(key => $"group{group}.part{option}.key{key}")))];
    }

    public string Path { get; }

    public int Files { get; }

    /// <summary>Keys that overrides may set.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Overrides of as many different keys, spread over the files.</summary>
    public string[] Overrides(int count) =>
        [.. Enumerable.Range(0, count).Select(i => $"{Keys[(int)((long)i * Keys.Count / count)]}={i.ToString(CultureInfo.InvariantCulture)}")];

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Option(int option)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"part{option}:\n");
        for (int key = 0; key < KeysOfAFile - 1; key++)
            text.Append(CultureInfo.InvariantCulture, $"  key{key}: {key * 1.5}\n");
        return text.Append("  reference: ${seed}\n").ToString();
    }
}
