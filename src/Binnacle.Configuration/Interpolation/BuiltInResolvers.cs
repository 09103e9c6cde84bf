namespace Binnacle.Configuration;

/// <summary>The resolvers of OmegaConf and Hydra.</summary>
internal static class BuiltInResolvers
{
    public static IEnumerable<(string Name, ResolverFunction Function, bool UseCache)> All =>
    [
        ("oc.env", Env, false),
        ("oc.decode", Decode, false),
        ("oc.create", Create, false),
        ("oc.select", Select, false),
        ("oc.dict.keys", Keys, false),
        ("oc.dict.values", Values, false),
        ("oc.deprecated", Deprecated, false),
        ("now", Now, true),
        ("hydra", Hydra, false),
    ];

    private static ScalarNode Env(ResolverCall call)
    {
        Count(call, 1, 2);
        string name = call.Text(0)!;
        if (call.Context.Environment(name) is { } value)
            return new ScalarNode(value);
        if (call.Arguments.Count < 2)
            throw new ResolverException("KeyError", $"\"Environment variable '{name}' not found\"");
        return new ScalarNode(call.Arguments[1] is ScalarNode { Value: null } ? null : call.Text(1));
    }

    private static ConfigNode Decode(ResolverCall call)
    {
        Count(call, 1, 1);
        return call.Arguments[0] switch
        {
            ScalarNode { Value: null } => ScalarNode.Null,
            ScalarNode { Value: string text } => call.Context.Evaluate(InterpolationParser.ParseElement(text), call.At).Node,
            var other => throw new ResolverException("TypeError", $"`oc.decode` can only take strings or None as input, but `{PythonText.Of(other)}` is of kind {TypeName.Of(other)}"),
        };
    }

    private static ConfigNode Create(ResolverCall call)
    {
        Count(call, 1, 1);
        return call.Arguments[0] is ScalarNode { Value: string text } ? YamlReader.Parse(text, call.FullKey) : call.Arguments[0];
    }

    private static ConfigNode Select(ResolverCall call)
    {
        Count(call, 1, 2);
        return call.Select(call.Text(0)!) ?? (call.Arguments.Count > 1 ? call.Arguments[1] : ScalarNode.Null);
    }

    private static ListNode Keys(ResolverCall call) => new(Map(call).Map.Keys.Select(key => new ScalarNode(key.Value)));

    private static ListNode Values(ResolverCall call)
    {
        var (at, map) = Map(call);
        return new(map.Keys.Select(key => new ScalarNode($"${{{at.FullKey}.{key.Text}}}")));
    }

    private static (Cursor At, MapNode Map) Map(ResolverCall call)
    {
        Count(call, 1, 1);
        string key = call.Arguments[0] is ScalarNode { Value: string text }
            ? text
            : throw new ResolverException("TypeError", $"`{call.Name}` requires a string as input, but obtained `{call.Text(0)}` of kind {TypeName.Of(call.Arguments[0])}");
        Cursor at = call.Context.SelectFrom(call.At, key) ?? throw new ResolverException("ConfigKeyError", $"Key not found: '{key}'");
        at = call.Context.Follow(at);
        return at.Node is MapNode map
            ? (at, map)
            : throw new ResolverException("TypeError", $"`{call.Name}` cannot be applied to objects of type: {TypeName.Of(at.Node)}");
    }

    private static ConfigNode Deprecated(ResolverCall call)
    {
        Count(call, 1, 2);
        if (call.Arguments[0] is not ScalarNode { Value: string key })
            throw new ResolverException("TypeError", $"oc.deprecated: interpolation key type is not a string ({TypeName.Of(call.Arguments[0])})");
        string message = "'$OLD_KEY' is deprecated. Change your code and config to use '$NEW_KEY'";
        if (call.Arguments.Count > 1)
        {
            message = call.Arguments[1] is ScalarNode { Value: string given }
                ? given
                : throw new ResolverException("TypeError", $"oc.deprecated: interpolation message type is not a string ({TypeName.Of(call.Arguments[1])})");
        }

        ConfigNode value = call.Select(key)
            ?? throw new ResolverException("ConfigKeyError", $"In oc.deprecated resolver at '{call.FullKey}': Key not found: '{key}'");
        call.Context.Warn(message.Replace("$OLD_KEY", call.FullKey, StringComparison.Ordinal).Replace("$NEW_KEY", key, StringComparison.Ordinal));
        return value;
    }

    private static ScalarNode Now(ResolverCall call)
    {
        Count(call, 1, 1);
        return new ScalarNode(PythonTime.Format(call.Context.Time.GetLocalNow(), call.Text(0)!));
    }

    private static ConfigNode Hydra(ResolverCall call)
    {
        Count(call, 1, 1);
        return call.Context.SelectHydra(call.Text(0)!);
    }

    private static void Count(ResolverCall call, int least, int most)
    {
        if (call.Arguments.Count < least || call.Arguments.Count > most)
            throw new ResolverException("TypeError", $"{call.Name} takes {(least == most ? least : $"{least} to {most}")} arguments but {call.Arguments.Count} were given");
    }
}
