using Binnacle.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Binnacle.Extensions.Configuration;

/// <summary>Composes, and composes again when files change.</summary>
internal sealed class ComposedConfigurationProvider(ComposedConfigurationSource source, ConfigComposer composer) : ConfigurationProvider, IDisposable
{
    private const string FileScheme = "file://";

    private readonly Lock _reloading = new();
    private readonly List<IDisposable> _watching = [];
    private ITimer? _rest;

    public override void Load()
    {
        ComposedConfig config = Compose();
        Data = FlatKeys.Of(config.ResolveJob(), source.RemoveUnderscores);
        if (source.ReloadOnChange && _watching.Count == 0)
            Watch(config);
    }

    public void Dispose()
    {
        _rest?.Dispose();
        foreach (IDisposable watch in _watching)
            watch.Dispose();
        _watching.Clear();
    }

    private ComposedConfig Compose() => composer.Compose(source.ConfigName, source.Overrides);

    private void Watch(ComposedConfig config)
    {
        _rest = source.Time.CreateTimer(_ => Reload(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        foreach (string folder in config.Sources.Where(place => place.IsAvailable && place.Path.StartsWith(FileScheme, StringComparison.Ordinal)).Select(place => place.Path[FileScheme.Length..]))
        {
            var files = new PhysicalFileProvider(Path.GetFullPath(folder));
            _watching.Add(files);
            _watching.Add(ChangeToken.OnChange(() => files.Watch("**/*.yaml"), () => _rest.Change(source.ReloadDelay, Timeout.InfiniteTimeSpan)));
        }
    }

    /// <summary>A file may be half written, or wrong: the values of before stay until the whole can be composed.</summary>
    private void Reload()
    {
        lock (_reloading)
        {
            try
            {
                Data = FlatKeys.Of(Compose().ResolveJob(), source.RemoveUnderscores);
            }
            catch (ConfigException error)
            {
                source.OnReloadFailed?.Invoke(error);
                return;
            }
        }

        OnReload();
    }
}
