using System.Text.RegularExpressions;

namespace Binnacle.Configuration;

/// <summary>The resolvers that are always there, with the reference's semantics.</summary>
internal static partial class BuiltInResolvers
{
    private static readonly Resolved Null = new(ScalarNode.Null);

    private const string DeprecationMessage = "'$OLD_KEY' is deprecated. Change your code and config to use '$NEW_KEY'";

    /// <summary>Registers them all: name, function, and whether its values are cached.</summary>
    public static void AddTo(Action<string, InternalResolver, bool> register)
    {
        register("oc.env", ReadEnvironment, false);
        register("oc.decode", Decode, false);
        register("oc.create", Create, false);
        register("oc.select", Select, false);
        register("oc.dict.keys", MapKeys, false);
        register("oc.dict.values", MapValues, false);
        register("oc.deprecated", Deprecated, false);
        register("now", Now, true);
        register("hydra", Hydra, false);
    }

    private static Resolved ReadEnvironment(ResolverCall call)
    {
        ResolverArgument.Expect(call, 1, 2);
        string name = Text(call, 0) ?? throw new ResolverException("TypeError", $"str expected, not {PythonType(call.Values[0].Node)}");
        if (call.Context.Environment(name) is { } value)
            return call.Final(new ScalarNode(value));
        if (call.Values.Count == 1)
            throw new ResolverException("KeyError", $"\"Environment variable '{name}' not found\"");
        return call.Values[1].Node is ScalarNode { Value: null } ? Null : call.Final(new ScalarNode(call.Text(1)));
    }

    private static Resolved Decode(ResolverCall call)
    {
        ResolverArgument.Expect(call, 1, 1, "decode");
        ConfigNode given = call.Values[0].Node;
        if (given is ScalarNode { Value: null })
            return Null;
        if (Text(call, 0) is not { } text)
        {
            throw new ResolverException("TypeError", $"`oc.decode` can only take strings or None as input, but `{PythonText.Of(given)}` is of type {ConfigType(call.Values[0])}");
        }

        try
        {
            return call.Evaluation.Evaluate(InterpolationParser.ParseElement(text), call.Place);
        }
        catch (InterpolationSyntaxException error)
        {
            throw new ResolverException("GrammarParseError", InterpolationFault.Explain(text, error));
        }
    }

    private static Resolved Create(ResolverCall call)
    {
        ResolverArgument.Expect(call, 1, 1, "create");
        ConfigNode node = call.Values[0].Node;
        if (node is ScalarNode { Value: null })
            return Null;
        if (Text(call, 0) is { } yaml)
            node = YamlReader.Parse(yaml, call.Place.Node.Origin?.Source ?? call.FullKey);
        if (node is ScalarNode)
            throw new ResolverException("ValidationError", $"Object of unsupported type: '{PythonType(node)}'\nexpected a map, a list or YAML text, found {PythonText.Representation(node)}");
        return call.Container(node);
    }

    private static Resolved Select(ResolverCall call)
    {
        ResolverArgument.Expect(call, 1, 2);
        string key = Text(call, 0) ?? throw new ResolverException("TypeError", $"oc.select: the key must be text, found {PythonType(call.Values[0].Node)}");
        Resolved? found = call.Evaluation.Select(key, call.Place, isCall: true);
        if (found is { } value && value.Node is not ScalarNode { IsMissing: true })
            return value;
        return call.Values.Count == 2 ? call.Values[1] : Null;
    }

    private static Resolved MapKeys(ResolverCall call)
    {
        MapNode map = MapArgument(call, out _);
        return call.Container(new ListNode(map.Keys.Select(key => ScalarNode.Literal(key.Value, call.Node.Origin))));
    }

    private static Resolved MapValues(ResolverCall call)
    {
        MapNode map = MapArgument(call, out string key);

        // The list is one level deeper than the interpolation, so a relative key needs one dot more.
        string prefix = key.StartsWith('.') ? "." + key : key;
        return call.Container(new ListNode(map.Keys.Select(name => new ScalarNode($"${{{prefix}.{name.Text}}}", call.Node.Origin))));
    }

    private static MapNode MapArgument(ResolverCall call, out string key)
    {
        ResolverArgument.Expect(call, 1, 1, call.Name[(call.Name.LastIndexOf('.') + 1)..]);
        key = Text(call, 0) ?? throw new ResolverException("TypeError", $"`{call.Name}` requires a string as input, but obtained `{PythonText.Of(call.Values[0].Node)}` of type: {ConfigType(call.Values[0])}");
        Resolved found = call.Evaluation.Select(key, call.Place, isCall: true) ?? throw new ResolverException("ConfigKeyError", $"Key not found: '{key}'");
        if (found.Node is ScalarNode { IsMissing: true })
            throw new ResolverException("MissingMandatoryValue", $"Missing mandatory value: {found.Place?.FullKey ?? key}");
        return found is { IsContainer: true, Node: MapNode map }
            ? map
            : throw new ResolverException("TypeError", $"`{call.Name}` cannot be applied to objects of type: {ConfigType(found)}");
    }

    private static Resolved Deprecated(ResolverCall call)
    {
        ResolverArgument.Expect(call, 1, 2);
        string key = Text(call, 0)
            ?? throw new ResolverException("TypeError", $"oc.deprecated: interpolation key type is not a string ({PythonType(call.Values[0].Node)})");
        string? message = call.Values.Count == 2 ? Text(call, 1) : DeprecationMessage;
        if (message is null)
            throw new ResolverException("TypeError", $"oc.deprecated: interpolation message type is not a string ({PythonType(call.Values[1].Node)})");
        Resolved target = call.Evaluation.Select(key, call.Place, isCall: true)
            ?? throw new ResolverException("ConfigKeyError", $"In oc.deprecated resolver at '{call.FullKey}': Key not found: '{key}'");
        string newKey = target.Place?.FullKey ?? key;
        call.Context.Warn(Placeholder().Replace(message, match => match.Value.Trim('$', '{', '}') switch
        {
            "" => "$",
            "OLD_KEY" => call.FullKey,
            "NEW_KEY" => newKey,
            _ => match.Value,
        }));
        return target;
    }

    private static Resolved Now(ResolverCall call)
    {
        ResolverArgument.Expect(call, 1, 1);
        return call.Final(new ScalarNode(PythonTime.Format(call.Context.Time.GetLocalNow(), call.Text(0)!)));
    }

    private static Resolved Hydra(ResolverCall call)
    {
        ResolverArgument.Expect(call, 1, 1);
        ResolutionContext hydra = call.Context.OverHydra() ?? throw new ResolverException("ValueError", "HydraConfig was not set");
        Evaluation evaluation = call.Evaluation.Over(hydra);
        Resolved? found = evaluation.Select("hydra." + call.Text(0), hydra.RootPlace);
        return found is { } value && value.Node is not ScalarNode { IsMissing: true } ? call.Final(evaluation.Contents(value)) : Null;
    }

    private static string? Text(ResolverCall call, int index) => (call.Values[index].Node as ScalarNode)?.Value as string;

    private static string PythonType(ConfigNode node) => node switch
    {
        MapNode => "dict",
        ListNode => "list",
        ScalarNode { Value: null } => "NoneType",
        ScalarNode { Value: bool } => "bool",
        ScalarNode { Value: double } => "float",
        ScalarNode { Value: string } => "str",
        ScalarNode { Value: byte[] } => "bytes",
        _ => "int",
    };

    private static string ConfigType(Resolved value) => value switch
    {
        { IsContainer: true, Node: ListNode } => "ListConfig",
        { IsContainer: true, Node: MapNode } => "DictConfig",
        _ => PythonType(value.Node),
    };

    [GeneratedRegex(@"\$(?:\$|[A-Za-z_][A-Za-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*\})", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
