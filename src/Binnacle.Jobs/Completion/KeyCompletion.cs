using System.Globalization;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Completes the keys of a configuration, and the present value after <c>=</c>.</summary>
internal static class KeyCompletion
{
    private static readonly string[] Flags = ["true", "false"];

    /// <summary>Keys that begin with the word, or the values of the key before <c>=</c>.</summary>
    public static IEnumerable<string> Candidates(ComposedJob job, string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? Keys(job, word) : Values(job, word[..equals]).Select(value => word[..(equals + 1)] + value).Where(found => found.StartsWith(word, StringComparison.Ordinal));
    }

    /// <summary>Keys that begin with the word, one level deeper at most: a container ends with a dot, a value with <c>=</c>.</summary>
    public static IEnumerable<string> Keys(ComposedJob job, string word)
    {
        int dot = word.LastIndexOf('.');
        string parent = dot < 0 ? "" : word[..(dot + 1)];
        ConfigNode? node = dot < 0 ? job.Root : Find(job, word[..dot]);
        IEnumerable<(string Key, ConfigNode Value)> children = node switch
        {
            MapNode map => map.Select(entry => (entry.Key.Text, entry.Value)),
            ListNode list => list.Select((item, index) => (index.ToString(CultureInfo.InvariantCulture), item)),
            _ => [],
        };
        return children.Select(child => parent + child.Key + (child.Value is ScalarNode ? "=" : ".")).Where(key => key.StartsWith(word, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Values(ComposedJob job, string key) => Find(job, key) switch
    {
        ScalarNode { Value: bool } => Flags,
        ScalarNode scalar when NodePath.Text(scalar) is { } text && !text.Contains('\n', StringComparison.Ordinal) => [text],
        ScalarNode => [""],
        _ => [],
    };

    /// <summary>The node at a key, resolved where it is an interpolation; null where there is none, or where it cannot be resolved.</summary>
    private static ConfigNode? Find(ComposedJob job, string key)
    {
        ConfigNode? node = job.Root;
        foreach (string part in key.Split('.'))
        {
            node = node switch
            {
                MapNode map => map.TryGetValue(part, out ConfigNode? child) ? child : null,
                ListNode list => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < list.Count ? list[index] : null,
                _ => null,
            };
            if (node is ScalarNode { Value: string text } && text.Contains("${", StringComparison.Ordinal))
                return Resolved(job, key);
        }

        return node;
    }

    private static ConfigNode? Resolved(ComposedJob job, string key)
    {
        try
        {
            return job.Resolved(key);
        }
        catch (ConfigException)
        {
            return null;
        }
    }
}
