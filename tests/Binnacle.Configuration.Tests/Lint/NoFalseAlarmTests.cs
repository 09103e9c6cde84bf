using Binnacle.Testing;

namespace Binnacle.Configuration.Tests.Lint;

/// <summary>What composes in Hydra is told to have no error, and what does not compose is told to have one.</summary>
public sealed class NoFalseAlarmTests
{
    [Fact]
    public void The_samples_have_no_findings()
    {
        LintReport report = ConfigLint.Run(new LintRequest(new ConfigSearchPath().AddDirectory(RepositoryRoot.Combine("samples", "Digits", "conf"))) { KnowsProgram = false });

        Assert.Empty(report.Findings);
        Assert.Equal(3, report.CompositionCount);
    }

    [Fact]
    public void Golden_folders_have_an_error_exactly_where_the_reference_fails()
    {
        int sound = 0, faulty = 0;
        List<string> wrong = [];
        GoldenCompositions.Each((id, conf, request) =>
        {
            if (request.Overrides.Count > 0 || request.VersionBase == "1.0")
                return;
            LintReport report = ConfigLint.Run(new LintRequest(new ConfigSearchPath().AddDirectory(conf))
            {
                ConfigNames = [request.ConfigName!], VersionBase = request.VersionBase, Environment = request.Environment,
            });
            (string? fault, HashSet<string> files) = Composed(conf, request);
            // Of a folder that composes, options that are not chosen may be faulty.
            bool told = report.Findings.Any(finding => finding.Severity == LintSeverity.Error && (fault is not null || files.Contains(finding.Place?.Source ?? "")));
            (sound, faulty) = fault is null ? (sound + 1, faulty) : (sound, faulty + 1);
            if (told != fault is not null)
                wrong.Add($"{id} ({fault ?? "composes"}):\n{LintText.Of(report)}");
        });

        Assert.Equal("", string.Join("\n", wrong));
        Assert.True(sound > 40 && faulty > 15, $"{sound} sound, {faulty} faulty");
    }

    private static (string? Fault, HashSet<string> Files) Composed(string conf, CompositionRequest request)
    {
        try
        {
            // A choice that is left to the user is no fault of the folder.
            ComposedConfig composed = ConfigComposer.ForDirectory(conf).Compose(request with { Mode = RunMode.MultiRun });
            return (null, [.. composed.Defaults.Select(entry => Path.Combine(conf, entry.ConfigPath + ".yaml"))]);
        }
        catch (ConfigException error)
        {
            return (error.Message.Split('\n')[0], []);
        }
    }
}
