using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Composes the configuration of one program again and again: for a run, and for each job of a sweep.</summary>
internal sealed class JobComposer
{
    private readonly JobHostOptions _options;
    private readonly ConfigComposer _composer;
    private readonly ResolutionCache _cache = new();
    private readonly FixedTime _time;

    public JobComposer(JobHostOptions options, ConfigSourceDescription source, DateTimeOffset now)
    {
        _options = options;
        Source = source;
        _time = new FixedTime(now);
        SearchPath = SearchPathOf(options, source);
        _composer = new ConfigComposer(SearchPath, options.Resolvers);
    }

    /// <summary>Where configs are found.</summary>
    public ConfigSearchPath SearchPath { get; }

    public ConfigSourceDescription Source { get; }

    /// <summary>Composes for one job or for a sweep.</summary>
    /// <param name="overrides">The overrides, in order.</param>
    /// <param name="mode">Which of the two; null leaves it to the configuration.</param>
    public ComposedJob Compose(IReadOnlyList<string> overrides, RunMode? mode)
    {
        ComposedConfig composed = _composer.Compose(new CompositionRequest
        {
            ConfigName = Source.ConfigName,
            Overrides = overrides,
            Mode = mode ?? RunMode.Run,
            ModeFromConfig = mode is null,
            JobName = _options.JobName,
            OptionalKeys = _options.OptionalKeys,
            Cache = _cache,
        });
        return new ComposedJob(composed, new ResolutionContext(composed.Root, _options.Resolvers, cache: _cache, time: _time));
    }

    private static ConfigSearchPath SearchPathOf(JobHostOptions options, ConfigSourceDescription source)
    {
        if (source.ExtraDirectory is { } extra && !Directory.Exists(extra))
            throw new ConfigException($"Additional config directory '{extra}' not found");
        var path = new ConfigSearchPath(options.Registry);
        if (source.ConfigPath is { } main)
            path.Add(path.Parse(main, "main"));
        if (source.ExtraDirectory is { } additional)
            path.AddDirectory(additional, "command-line");
        return path;
    }
}
