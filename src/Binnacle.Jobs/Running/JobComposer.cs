using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Composes the configuration of one program again and again: for a run, and for each job of a sweep.</summary>
internal sealed class JobComposer
{
    private readonly ConfigComposer _composer;
    private readonly ResolutionCache _cache = new();
    private readonly TimeProvider _time;
    private readonly string _jobName;
    private readonly IReadOnlySet<string> _optionalKeys;

    public JobComposer(string jobName, ConfigSourceDescription source, DateTimeOffset now, IReadOnlySet<string> optionalKeys)
    {
        _jobName = jobName;
        _optionalKeys = optionalKeys;
        Source = source;
        _time = new FixedTime(now);
        _composer = new ConfigComposer(SearchPath(source));
    }

    public ConfigSourceDescription Source { get; }

    public ConfigComposer Composer => _composer;

    public ComposedJob Compose(IReadOnlyList<string> overrides, RunMode mode) => new(_composer.Compose(new CompositionRequest
    {
        ConfigName = Source.ConfigName,
        Overrides = overrides,
        Mode = mode,
        JobName = _jobName,
        OptionalKeys = _optionalKeys,
        Cache = _cache,
    }), _cache, _time);

    private static ConfigSearchPath SearchPath(ConfigSourceDescription source)
    {
        if (source.ExtraDirectory is { } extra && !Directory.Exists(extra))
            throw new ConfigException($"Additional config directory '{extra}' not found");
        var path = new ConfigSearchPath();
        if (source.ConfigPath is { } main)
            path.AddDirectory(main);
        if (source.ExtraDirectory is { } additional)
            path.AddDirectory(additional, "command-line");
        return path;
    }
}
