using Microsoft.Extensions.Configuration;

namespace Binnacle.Extensions.Configuration;

/// <summary>Adds composed configurations to those of a host.</summary>
public static class ComposedConfigurationExtensions
{
    /// <summary>Adds a configuration that is composed from a <c>conf/</c> folder and the overrides of the command line.</summary>
    /// <remarks>
    /// <code>
    /// var builder = WebApplication.CreateBuilder(args);
    /// builder.Configuration.AddBinnacle("conf", "server", args);
    /// builder.Services.Configure&lt;DatabaseOptions&gt;(builder.Configuration.GetSection("db"));
    /// </code>
    /// <para>
    /// Keys are those of the tree, with colons: <c>db:hosts:0</c>. Interpolations are resolved. A null is a null value; a key whose
    /// value is missing (<c>???</c>) is left out, so that another source, a user secret for instance, may give it. A source that is
    /// added later wins, as everywhere.
    /// </para>
    /// </remarks>
    /// <param name="builder">The host's configuration.</param>
    /// <param name="configPath">The config folder, or <c>pkg://Assembly/folder</c>; a relative one counts from the host's content root.</param>
    /// <param name="configName">The primary config, without <c>.yaml</c>.</param>
    /// <param name="args">
    /// The program's arguments, of which the overrides are taken: not those that begin with <c>--</c> or <c>/</c>, which are the
    /// host's own, with the argument that follows when there is no <c>=</c>. None when null.
    /// </param>
    /// <param name="reloadOnChange">Compose again when a file of the folder changes. A fault of the new files is ignored until it is mended.</param>
    /// <exception cref="Binnacle.Configuration.ConfigException">When the configuration is built: it cannot be composed.</exception>
    public static IConfigurationBuilder AddBinnacle(
        this IConfigurationBuilder builder, string configPath, string configName, IEnumerable<string>? args = null, bool reloadOnChange = false) =>
        builder.AddBinnacle(source =>
        {
            source.ConfigPath = configPath;
            source.ConfigName = configName;
            source.Overrides = HostArguments.Overrides(args ?? []);
            source.ReloadOnChange = reloadOnChange;
        });

    /// <summary>Adds a composed configuration with every wish that there is.</summary>
    /// <param name="builder">The host's configuration.</param>
    /// <param name="configure">Says what to compose.</param>
    public static IConfigurationBuilder AddBinnacle(this IConfigurationBuilder builder, Action<ComposedConfigurationSource> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(configure);
    }
}
