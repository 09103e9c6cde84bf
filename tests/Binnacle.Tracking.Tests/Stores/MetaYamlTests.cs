using System.Diagnostics;
using System.Text.Json;
using Binnacle.Testing;
using CsCheck;
using Xunit;

namespace Binnacle.Tracking.Tests.Stores;

public sealed class MetaYamlTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["ab 1.:-#'\"\n\té数,[]{}&*!|>%@`?~=\\/"], 0, 30],
        Gen.String[Gen.Char["abc defgh ijk"], 60, 250],
        Gen.String[Gen.Char["ab \n\u0007é"], 60, 200],
        AnyOf("null", "true", "No", "1", "1.5", "0x1f", "1e3", "1_000", "2026-11-23", "12:30:45", "<<", "=", ".inf", "-", "---", "...", "- a", "a: b", "a #b", "🚀 x", " a", "a ", "\ufeff"));

    // Keys of these files are names of fields and tags, with the characters that MLflow allows in a tag.
    private static readonly Gen<string> Keys = Gen.String[Gen.Char["ab_1.:-/ té数"], 1, 30];

    private static readonly Gen<MetaMap> Maps = Gen.Dictionary(Keys, Texts)[0, 4].Select(entries =>
    {
        MetaMap map = new();
        foreach ((string key, string value) in entries)
            map[key] = value;
        return map;
    });

    [Fact]
    public void What_is_written_is_read_back() => Maps.Sample(map =>
    {
        MetaMap outer = new() { ["map"] = map, ["n"] = 5L, ["none"] = null, ["flag"] = true, ["x"] = 1e300 };
        MetaMap read = MetaYaml.Parse(MetaYaml.Write(outer));
        Assert.Equal(map, Assert.IsType<MetaMap>(read["map"]));
        Assert.Equal((5L, null, true, 1e300), ((long)read["n"]!, read["none"], (bool)read["flag"]!, (double)read["x"]!));
    });

    [Fact]
    public void Any_text_is_read_or_refused() => Gen.String[Gen.Char["ab: -[]{}'\"\n#&*!|>%0"], 0, 60].Sample(text =>
    {
        try
        {
            MetaYaml.Parse(text);
        }
        catch (FormatException)
        {
            // Refused with a reason.
        }
    });

    /// <summary>YamlDotNet's parser throws another exception at an empty tag.</summary>
    [Fact]
    public void An_empty_tag_is_refused() => Assert.Throws<FormatException>(() => MetaYaml.Parse("!!''*]"));

    [Fact]
    public void Texts_are_written_as_PyYAML_writes_them()
    {
        string python = Requirement.Program("python3");
        Requirement.Of(RunPython(python, "import yaml", "") is not null, "python3 has no yaml module");
        List<MetaMap> maps = [];
        Maps.Where(map => map.Count > 0).Sample(maps.Add, iter: 300, threads: 1, seed: "0000KOIPe9V3");
        string json = JsonSerializer.Serialize(maps.Select(map => map.ToDictionary(entry => entry.Key, entry => (string)entry.Value!)));
        string? expected = RunPython(
            python,
            "import sys, json, yaml; print(json.dumps([yaml.safe_dump({'tags': m}, default_flow_style=False, allow_unicode=True) for m in json.loads(sys.stdin.read())]))",
            json);
        string[] written = [.. maps.Select(map => MetaYaml.Write(new MetaMap() { ["tags"] = map }))];
        Assert.Equal(JsonSerializer.Deserialize<string[]>(expected!), written);
    }

    private static string? RunPython(string python, string program, string input)
    {
        using Process process = Process.Start(new ProcessStartInfo(python, ["-c", program])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONUTF8"] = "1" },
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Task.WaitAll(output, errors);
        return process.ExitCode == 0 ? output.Result : null;
    }

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
