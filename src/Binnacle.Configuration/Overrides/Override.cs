namespace Binnacle.Configuration;

/// <summary>One override of the command line, parsed.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Key">The key or config group.</param>
/// <param name="Package">The package after <c>@</c>; null when there is none.</param>
/// <param name="Value">The value; null only for a deletion without one.</param>
/// <param name="Input">The text as it was given.</param>
public sealed record Override(OverrideKind Kind, string Key, string? Package, OverrideValue? Value, string Input)
{
    /// <summary>True when the value stands for many jobs.</summary>
    public bool IsSweep => Value is SweepValue;

    /// <summary>The key with its package: <c>db@src</c>.</summary>
    public string KeyOrGroup => Package is null ? Key : $"{Key}@{Package}";

    /// <summary>Prefix, key and package as they are printed again: <c>+db@src</c>.</summary>
    public string KeyElement => Prefix + KeyOrGroup;

    /// <summary>The origin that nodes set by this override carry.</summary>
    public Origin Origin => Origin.OfOverride(Input, Input.IndexOf('=', StringComparison.Ordinal) + 2);

    private string Prefix => Kind switch
    {
        OverrideKind.Add => "+",
        OverrideKind.ForceAdd => "++",
        OverrideKind.Delete => "~",
        _ => "",
    };

    /// <summary>The override with a value of its own, as a sweeper hands it to a job: <c>lr=0.1</c>.</summary>
    /// <param name="value">The value of the job.</param>
    public string TextWith(ElementValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return $"{KeyElement}={value.Text}";
    }

    /// <summary>The override printed from its parts; a deletion without a value prints null, as the reference does.</summary>
    /// <exception cref="InvalidOperationException">The value is a sweep.</exception>
    public string ElementText() => Value switch
    {
        null => $"{KeyElement}=null",
        ElementValue element => TextWith(element),
        _ => throw new InvalidOperationException($"'{Input}' is a sweep."),
    };
}
