using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>The callbacks of one configuration, called together.</summary>
internal sealed class JobCallbacks
{
    private readonly IReadOnlyList<Named> _callbacks;
    private readonly JobHostOptions? _options;

    private JobCallbacks(IReadOnlyList<Named> callbacks, JobHostOptions? options)
    {
        _callbacks = callbacks;
        _options = options;
    }

    public static JobCallbacks None { get; } = new([], null);

    /// <summary>Makes the callbacks that <c>hydra.callbacks</c> lists; an entry that is null is left out.</summary>
    /// <exception cref="ConfigException">An entry names no callback of this program.</exception>
    public static JobCallbacks Of(ComposedJob job, JobHostOptions options) =>
        job.Resolved("hydra.callbacks") is MapNode { Count: > 0 } entries ? Of(entries, job, options) : None;

    private static JobCallbacks Of(MapNode entries, ComposedJob job, JobHostOptions options) =>
        new([.. entries.Where(entry => entry.Value is not ScalarNode { Value: null }).Select(entry => new Named(entry.Key.Text, Create(entry.Key.Text, entry.Value, job, options)))], options);

    public Task ComposeConfigAsync(MapNode config, string? configName, IReadOnlyList<string> overrides) =>
        NotifyAsync(_callbacks, "on_compose_config", callback => callback.OnComposeConfigAsync(config, configName, overrides));

    public Task RunStartAsync(MapNode config, string? configName) =>
        NotifyAsync(_callbacks, "on_run_start", callback => callback.OnRunStartAsync(config, configName));

    public Task RunEndAsync(MapNode config, string? configName, JobReturn result) =>
        NotifyAsync(_callbacks.Reverse(), "on_run_end", callback => callback.OnRunEndAsync(config, configName, result));

    public Task MultirunStartAsync(MapNode config, string? configName) =>
        NotifyAsync(_callbacks, "on_multirun_start", callback => callback.OnMultirunStartAsync(config, configName));

    public Task MultirunEndAsync(MapNode config, string? configName) =>
        NotifyAsync(_callbacks.Reverse(), "on_multirun_end", callback => callback.OnMultirunEndAsync(config, configName));

    public Task JobStartAsync(MapNode config, JobContext context) =>
        NotifyAsync(_callbacks, "on_job_start", callback => callback.OnJobStartAsync(config, context));

    public Task JobEndAsync(MapNode config, JobContext context, JobReturn result) =>
        NotifyAsync(_callbacks.Reverse(), "on_job_end", callback => callback.OnJobEndAsync(config, context, result));

    private static IJobCallback Create(string name, ConfigNode node, ComposedJob job, JobHostOptions options)
    {
        string key = name.Contains('.', StringComparison.Ordinal) ? $"hydra.callbacks[{name}]" : $"hydra.callbacks.{name}";
        MapNode settings = node as MapNode ?? throw new ConfigException($"{key}: expected a map with _target_, found {PythonText.Of(node)}.", node.Origin);
        string? target = settings.TryGetValue("_target_", out ConfigNode? named) ? NodePath.Text(named) : null;
        if (target is null)
            throw new ConfigException($"{key}: expected _target_ with the name of a callback.", settings.Origin);
        string[] known = [.. options.Callbacks.Names.Order(StringComparer.Ordinal)];
        if (known.Contains(target))
            return options.Callbacks.Instantiate<IJobCallback>(job.Context, key) ?? throw new ConfigException($"{key}: the target '{target}' made nothing.", settings.Origin);
        string hint = NearestName.Of(target, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        throw new ConfigException($"{key}._target_: this program has no callback '{target}'.{hint} It has: {string.Join(", ", known)}.", named!.Origin);
    }

    private Task NotifyAsync(IEnumerable<Named> callbacks, string moment, Func<IJobCallback, Task> call) =>
        _callbacks.Count == 0 ? Task.CompletedTask : NotifyEachAsync(callbacks, moment, call);

    private async Task NotifyEachAsync(IEnumerable<Named> callbacks, string moment, Func<IJobCallback, Task> call)
    {
        foreach (var (name, callback) in callbacks)
        {
            try
            {
                await call(callback);
            }
            catch (Exception fault)
            {
                TextWriter error = _options!.Error;
                lock (error)
                    error.WriteLine($"warning: callback '{name}': {moment} raised {fault.GetType().Name}: {fault.Message}");
            }
        }
    }

    private sealed record Named(string Name, IJobCallback Callback);
}
