namespace Binnacle.Configuration.Tests.Overrides;

/// <summary>Whatever is thrown at the parser, it parses or says what is wrong; what it accepts survives being printed.</summary>
public sealed class OverrideFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void Any_text_is_an_override_or_refused_with_its_place_and_what_is_accepted_survives_being_printed() => new Fuzz(output).Run(
        Mutation.Of(GoldenTexts.Overrides, "abcdefkxyz0123456789_-+./~@=.,:;/\\'\"[](){}$ \t%*?|&#!\u00e9\0\n"),
        text => Survives(OverrideParser.Parse(text)),
        error => error.Message.Contains("override", StringComparison.Ordinal) && error.Origin is not null);

    /// <summary>An accepted value, printed for a job, parses again to the same value.</summary>
    private static bool Survives(Override found)
    {
        // Casts to text and the reference's habit to drop quotes of a function's arguments lose types on purpose.
        if (found.Value is not ElementValue value || found.Input.Contains('(', StringComparison.Ordinal) || HoldsSweep(value))
            return true;
        string printed = found.ElementText();
        Override again = OverrideParser.Parse(printed);
        return printed == again.ElementText() && found.KeyElement == again.KeyElement && Shown(value) == Shown((ElementValue)again.Value!);
    }

    private static bool HoldsSweep(OverrideValue value) => value switch
    {
        ListValue list => list.Items.Any(HoldsSweep),
        MapValue map => map.Entries.Any(entry => entry.Key is null or System.Numerics.BigInteger || HoldsSweep(entry.Value)),
        _ => value is SweepValue,
    };

    private static string Shown(ElementValue value) => YamlWriter.Write(new MapNode([new("value", value.ToNode(null))]));
}
