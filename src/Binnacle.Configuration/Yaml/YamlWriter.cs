namespace Binnacle.Configuration;

/// <summary>Writes a tree as YAML, byte for byte as the reference does (<c>OmegaConf.to_yaml</c> over PyYAML's block style).</summary>
/// <remarks>
/// Indent 2, lists not indented under their key, Unicode kept, plain and quoted text folded at 80 columns, keys in the order
/// of the tree. Interpolations and <c>???</c> are written as text. Lines end with a line feed on every system.
/// </remarks>
public static class YamlWriter
{
    /// <summary>The YAML text of a tree, ending with a line feed; <c>{}</c> and <c>[]</c> for empty containers.</summary>
    /// <param name="node">The tree.</param>
    /// <param name="sortKeys">Write the keys of each map in order of their text; maps with keys of mixed kinds keep theirs.</param>
    /// <exception cref="ConfigException">A map has the null key.</exception>
    public static string Write(ConfigNode node, bool sortKeys = false)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new YamlEmitter(sortKeys).Emit(node);
    }
}
