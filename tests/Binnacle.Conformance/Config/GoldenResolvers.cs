using System.Globalization;
using Binnacle.Configuration;

namespace Binnacle.Conformance.Config;

/// <summary>The custom resolvers that the interpolation goldens name.</summary>
internal static class GoldenResolvers
{
    public static ResolverRegistry Create()
    {
        int counter = 0, cached = 0;
        var registry = new ResolverRegistry();
        registry.Register("args", call => new ListNode(call.Arguments));
        registry.Register("add", Add);
        registry.Register("join", call => new ScalarNode(string.Join('-', call.Arguments.Select(PythonText.Of))));
        registry.Register("ident", call => call.Arguments.Single());
        registry.Register("none", call => ScalarNode.Null);
        registry.Register("fail", call => throw new ResolverException("ValueError", "boom"));
        registry.Register("ctr", call => new ScalarNode(++counter));
        registry.Register("cached_ctr", call => new ScalarNode(++cached), useCache: true);
        registry.Register("mkdict", call => new MapNode([new("p", new ScalarNode(1)), new("q", new ScalarNode("${x}"))]));
        registry.Register("mklist", call => new ListNode([new ScalarNode(1), new ScalarNode("${x}")]));
        registry.Register("ns.deep.add", Add);
        registry.Register("parent_keys", call => new ScalarNode(Keys(call.Parent!)));
        registry.Register("root_keys", call => new ScalarNode(Keys(call.Root)));
        registry.RegisterTyped("typename", (ConfigNode node) => NameOf(node));
        return registry;
    }

    private static ConfigNode Add(ResolverCall call) => call.Arguments.Aggregate(Plus);

    private static ConfigNode Plus(ConfigNode left, ConfigNode right) => (left, right) switch
    {
        (ListNode a, ListNode b) => new ListNode(a.Concat(b)),
        (ScalarNode { Value: string a }, ScalarNode { Value: string b }) => new ScalarNode(a + b),
        (ScalarNode { Value: long a }, ScalarNode { Value: long b }) => new ScalarNode(a + b),
        (ScalarNode { Value: long or double } a, ScalarNode { Value: long or double } b) => new ScalarNode(
            Convert.ToDouble(a.Value, CultureInfo.InvariantCulture) + Convert.ToDouble(b.Value, CultureInfo.InvariantCulture)),
        (ScalarNode { Value: bool a }, _) => Plus(new ScalarNode(a ? 1 : 0), right),
        (_, ScalarNode { Value: bool b }) => Plus(left, new ScalarNode(b ? 1 : 0)),
        _ => throw new InvalidOperationException("unsupported operand types"),
    };

    private static string Keys(ConfigNode node) => string.Join(',', ((MapNode)node).Keys);

    private static string NameOf(ConfigNode node) => node switch
    {
        MapNode => "dict",
        ListNode => "list",
        ScalarNode { Value: null } => "null",
        ScalarNode { Value: bool } => "bool",
        ScalarNode { Value: double } => "float",
        ScalarNode { Value: string } => "str",
        _ => "int",
    };
}
