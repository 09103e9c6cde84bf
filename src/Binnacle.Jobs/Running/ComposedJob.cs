using System.Globalization;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>A composed configuration on its way to a job: the tree, and values of hydra that are only known at the run.</summary>
internal sealed class ComposedJob
{
    private readonly ComposedConfig? _composed;
    private readonly ResolutionContext _context;

    public ComposedJob(ComposedConfig composed, ResolutionContext context)
        : this(composed, composed.Root, context)
    {
    }

    /// <summary>A job from a tree that was composed in an earlier run.</summary>
    public ComposedJob(MapNode root, ResolutionContext context)
        : this(null, root, context)
    {
    }

    private ComposedJob(ComposedConfig? composed, MapNode root, ResolutionContext context)
    {
        _composed = composed;
        _context = context;
        Root = root;
    }

    /// <summary>The configuration as it was composed, without values that are only known at the run.</summary>
    public ComposedConfig? Composed => _composed;

    public MapNode Root { get; }

    /// <summary>Resolves the interpolations of <see cref="Root"/>.</summary>
    public ResolutionContext Context => _context;

    public MapNode Hydra => (MapNode)Root["hydra"];

    /// <summary>The job's own configuration, interpolations as written.</summary>
    public MapNode JobConfig => Root.Without("hydra");

    public IReadOnlyList<string> Overrides => Texts("hydra.overrides.task");

    public IReadOnlyList<string> HydraOverrides => Texts("hydra.overrides.hydra");

    public RunMode Mode => _composed?.Mode ?? RunMode.Run;

    /// <summary>The chosen options of config groups, in the order of the composition.</summary>
    public MapNode Choices => NodePath.Find(Root, "hydra.runtime.choices") as MapNode ?? MapNode.Empty;

    /// <summary>The final defaults list: which files were merged, in order, and where.</summary>
    public IReadOnlyList<DefaultsResult> Defaults => _composed?.Defaults ?? [];

    /// <summary>The defaults lists as a tree.</summary>
    public IReadOnlyList<DefaultsNode> DefaultsTree => _composed?.DefaultsTree ?? [];

    /// <summary>Where configs were searched.</summary>
    public IReadOnlyList<IConfigSource> Sources => _composed?.Sources ?? [];

    /// <summary>Things in the configuration that are odd but no error.</summary>
    public IReadOnlyList<string> Warnings => _composed?.Warnings ?? [];

    public string Name => Text("hydra.job.name") ?? "job";

    /// <summary>The job's own configuration, resolved.</summary>
    public MapNode ResolvedJobConfig => _context.With(JobConfig, Hydra).Resolve();

    /// <summary>The resolved node at a dotted path; null when there is none.</summary>
    public ConfigNode? Resolved(string path) => _context.Select(path);

    public string? Text(string path) => NodePath.Text(Resolved(path));

    public bool Flag(string path) => Resolved(path) is ScalarNode { Value: true };

    /// <summary>The names of a config group's options, those of <c>hydra.searchpath</c> among them.</summary>
    public IReadOnlyList<string> Options(string group) => _composed?.Options(group) ?? [];

    /// <summary>The names of the config groups directly below a group; an empty text is the root.</summary>
    public IReadOnlyList<string> Groups(string group) => _composed?.Groups(group) ?? [];

    /// <summary>The job with a value that is known now.</summary>
    public ComposedJob With(string path, object? value)
    {
        MapNode root = NodePath.With(Root, path, new ScalarNode(value));
        return new ComposedJob(_composed, root, _context.With(root));
    }

    public ComposedJob Numbered(int number) =>
        With("hydra.job.num", number).With("hydra.job.id", number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The folder at <paramref name="path"/>, and whether it must belong to this run alone.</summary>
    /// <remarks>A folder named by time of day down to the second is meant to be new; any other is the user's to reuse.</remarks>
    public (string Folder, bool Exclusive) Folder(string path)
    {
        bool named = HydraOverrides.Any(text => text.TrimStart('+').StartsWith(path + "=", StringComparison.Ordinal));
        string written = NodePath.Text(NodePath.Find(Root, path)) ?? "";
        bool timed = written.Contains("${now:", StringComparison.Ordinal) && written.Contains("%S", StringComparison.Ordinal);
        return (Text(path) ?? throw new ConfigException($"{path}: a folder is expected, none is given."), timed && !named);
    }

    private IReadOnlyList<string> Texts(string path) =>
        NodePath.Find(Root, path) is ListNode list ? [.. list.Select(NodePath.Text).OfType<string>()] : [];
}
