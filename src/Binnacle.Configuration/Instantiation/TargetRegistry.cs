using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>The targets that configurations may instantiate, and the door to instantiate them.</summary>
/// <remarks>
/// <para>
/// A config with the key <c>_target_</c> says what to make, its other keys are the arguments. Nothing is loaded that was not
/// registered here: a name with the code that makes it, a type, or all types of an assembly.
/// </para>
/// <code>
/// var targets = new TargetRegistry()
///     .Add("torch.optim.Adam", arguments => new Adam(arguments.Get&lt;double&gt;("lr", 1e-3)))
///     .AddAssembly(typeof(Sgd).Assembly);
/// Optimizer optimizer = targets.Instantiate&lt;Optimizer&gt;(config, "optimizer", ("parameters", model.Parameters));
/// </code>
/// <para>
/// A target is a registered name, a type (<c>Company.Optimizers.Sgd</c>, nested ones with dots) or a public static method
/// (<c>Company.Optimizers.Sgd.WithMomentum</c>). Arguments find the constructor by their names, <c>weight_decay</c> for
/// <c>weightDecay</c>; those that no parameter takes set properties. The control keys are those of the reference: <c>_args_</c>
/// (arguments by position), <c>_partial_</c> (a <see cref="PartialTarget"/>, or a <c>Func</c> where one is wanted),
/// <c>_recursive_</c> (false hands nested configs over as nodes), and <c>_convert_</c>, which matters to parameters of type
/// <see cref="object"/> alone: <c>none</c> hands maps and lists over as nodes, the others as dictionaries and lists; a map with a
/// record as its schema stays a node with <c>partial</c> and becomes such a record with <c>object</c>.
/// </para>
/// <para>Nested targets are made first, depth first, in the order of their keys. Register everything first; instantiation is thread-safe then.</para>
/// </remarks>
public sealed class TargetRegistry
{
    private readonly Dictionary<string, Target> _named = new(StringComparer.Ordinal);
    private readonly List<TypeSource> _types = [];

    /// <summary>The registered names and types, without those of assemblies.</summary>
    public IEnumerable<string> Names => _named.Keys.Concat(_types.Select(source => source.Name).OfType<string>());

    /// <summary>Registers a name with the code that makes its object; needs no reflection.</summary>
    /// <param name="name">The name; it may be a class path of another language that configurations already have.</param>
    /// <param name="create">Makes the object from the arguments.</param>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public TargetRegistry Add(string name, Func<TargetArguments, object?> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(create);
        if (!_named.TryAdd(name, new DelegateTarget(name, create)))
            throw new ArgumentException($"A target '{name}' is registered already.", nameof(name));
        return this;
    }

    /// <summary>Registers a type with its public static methods; the trimmer keeps its members.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="name">Its name in configurations; its full name when null.</param>
    public TargetRegistry Add<[DynamicallyAccessedMembers(TypeSource.Kept)] T>(string? name = null)
    {
        _types.Add(TypeSource.Of(typeof(T), name));
        return this;
    }

    /// <summary>Registers all types of an assembly.</summary>
    /// <param name="assembly">The assembly, for instance <c>typeof(Sgd).Assembly</c>. Register none whose types a stranger's configuration must not make.</param>
    [RequiresUnreferencedCode("The types of the assembly are found by names that only the configuration knows. Register types or names one by one in a trimmed program.")]
    public TargetRegistry AddAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _types.Add(TypeSource.Of(assembly));
        return this;
    }

    /// <summary>Makes the object that a config describes; the config is the root of its interpolations.</summary>
    /// <typeparam name="T">What is expected; <see cref="object"/> for anything.</typeparam>
    /// <param name="config">A map with <c>_target_</c>, or a map or list that holds such maps. Null gives the default of <typeparamref name="T"/>.</param>
    /// <param name="arguments">Further arguments by name; they win over those of the config, and may be objects, nodes, or dictionaries that merge into it.</param>
    /// <exception cref="InstantiationException">A target is not registered, or failed, or its arguments do not fit.</exception>
    /// <exception cref="ConfigException">An interpolation cannot be resolved.</exception>
    public T Instantiate<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(ConfigNode? config, params IEnumerable<(string Name, object? Value)> arguments) =>
        new InstantiationPass(this).Run<T>(config, arguments);

    /// <summary>Makes the object that the config at a key describes; interpolations see the whole tree.</summary>
    /// <param name="root">The tree, resolved or not.</param>
    /// <param name="key">The key, for instance <c>model.optimizer</c> or <c>transforms[0]</c>.</param>
    /// <inheritdoc cref="Instantiate{T}(ConfigNode?, IEnumerable{ValueTuple{string, object?}})"/>
    /// <typeparam name="T">What is expected; <see cref="object"/> for anything.</typeparam>
    /// <param name="arguments">Further arguments by name; they win over those of the config, and may be objects, nodes, or dictionaries that merge into it.</param>
    public T Instantiate<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(MapNode root, string key, params IEnumerable<(string Name, object? Value)> arguments) =>
        new InstantiationPass(this).Run<T>(new ResolutionContext(root), key, arguments);

    /// <summary>Makes the object that the config at a key of a composition describes.</summary>
    /// <param name="config">The composition; its resolvers and the values that they keep are used.</param>
    /// <param name="key">The key, for instance <c>model.optimizer</c> or <c>transforms[0]</c>.</param>
    /// <inheritdoc cref="Instantiate{T}(ConfigNode?, IEnumerable{ValueTuple{string, object?}})"/>
    /// <typeparam name="T">What is expected; <see cref="object"/> for anything.</typeparam>
    /// <param name="arguments">Further arguments by name; they win over those of the config, and may be objects, nodes, or dictionaries that merge into it.</param>
    public T Instantiate<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(ComposedConfig config, string key, params IEnumerable<(string Name, object? Value)> arguments)
    {
        ArgumentNullException.ThrowIfNull(config);
        return Instantiate<T>(config.Resolution, key, arguments);
    }

    /// <summary>Makes the object that the config at a key of a tree describes; interpolations are resolved as the context says.</summary>
    /// <param name="context">The tree, with its resolvers and the values that they keep.</param>
    /// <param name="key">The key, for instance <c>model.optimizer</c> or <c>transforms[0]</c>.</param>
    /// <inheritdoc cref="Instantiate{T}(ConfigNode?, IEnumerable{ValueTuple{string, object?}})"/>
    /// <typeparam name="T">What is expected; <see cref="object"/> for anything.</typeparam>
    /// <param name="arguments">Further arguments by name; they win over those of the config, and may be objects, nodes, or dictionaries that merge into it.</param>
    public T Instantiate<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(ResolutionContext context, string key, params IEnumerable<(string Name, object? Value)> arguments)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new InstantiationPass(this).Run<T>(context, key, arguments);
    }

    /// <exception cref="InstantiationException">No such target is registered.</exception>
    internal Target Find(string name, string fullKey, Origin? origin)
    {
        if (_named.TryGetValue(name, out Target? named))
            return named;
        return _types.Select(source => source.Find(name)).FirstOrDefault(target => target is not null)
            ?? throw Unknown(name, fullKey, origin);
    }

    private InstantiationException Unknown(string name, string fullKey, Origin? origin)
    {
        string[] known = [.. _named.Keys, .. _types.SelectMany(source => source.Names)];
        string? nearest = NearestName.Of(name, known)
            ?? Array.Find(known, candidate => LastPart(candidate).Equals(LastPart(name), StringComparison.OrdinalIgnoreCase));
        string hint = nearest is null ? "" : $" Did you mean '{nearest}'?";
        return new InstantiationException(
            $"Error locating target '{name}': it is not registered.{hint}\n"
            + $"Register it in the program: targets.Add(\"{name}\", arguments => …), targets.Add<TYPE>(), or targets.AddAssembly(typeof(TYPE).Assembly).",
            fullKey,
            origin);
    }

    private static string LastPart(string name) => name[(name.LastIndexOf('.') + 1)..];
}
