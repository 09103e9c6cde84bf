using CsCheck;

namespace Binnacle.Configuration.Tests.Binding;

public sealed class RoundTripTests
{
    private static readonly string[] Awkward =
        ["", "???x", "yes", "1e3", "null", "~", "a: b", "- x", " x ", "1_000", "0x1", "$ {a}", "'\"", "a\nb", "Ω\t"];

    private static readonly Gen<string> Keys = Gen.OneOf(Gen.String.AlphaNumeric, Gen.Int[0, Awkward.Length - 1].Select(i => Awkward[i]));

    private static readonly Gen<string> Words = Gen.OneOf(Gen.String, Keys);

    private static readonly Gen<Part> Parts = Gen.Select(
        Gen.Int, Gen.Double, Words.Where(IsPlain), Gen.Enum<Weekday>(), (count, weight, name, day) => new Part(count, weight, name) { Day = day });

    private static readonly Gen<Whole> Wholes = Gen.Select(
        Gen.Select(Gen.Long, Gen.Bool, Gen.ULong),
        Parts,
        Parts.Array[0, 3],
        Gen.Dictionary(Keys, Gen.Double)[0, 4],
        Gen.Dictionary(Gen.Int, Words.Where(IsPlain))[0, 4],
        Gen.Select(Gen.TimeSpan, Gen.DateTime, Gen.Guid),
        Words.Where(IsPlain).Null(),
        (numbers, part, parts, rates, labels, times, note) => new Whole(numbers.Item1, numbers.Item2, part)
        {
            Large = numbers.Item3,
            Parts = parts,
            Rates = rates,
            Labels = labels,
            Span = times.Item1,
            At = times.Item2,
            Id = times.Item3,
            Note = note,
        });

    public enum Weekday
    {
        Monday,
        MidWeek,
        HTTPDay,
    }

    [Fact]
    public void A_record_comes_back_equal_from_its_tree_and_from_the_trees_yaml() => Wholes.Sample(
        whole =>
        {
            MapNode tree = ConfigBinder.ToNode(whole);
            string yaml = YamlWriter.Write(tree);
            Assert.Equal(yaml, Text(ConfigBinder.Bind<Whole>(tree)));
            Assert.Equal(yaml, Text(ConfigBinder.Bind<Whole>((MapNode)YamlReader.Parse(yaml, "record.yaml"))));
        },
        iter: 500);

    [Fact]
    public void A_record_that_is_laid_over_its_schema_stays_as_it_is() => Wholes.Sample(
        whole => Assert.Equal(
            Text(whole),
            Text(ConfigBinder.Bind<Whole>((MapNode)ConfigMerge.Merge(TypeSchema.OfClass(typeof(Whole)).Defaults, ConfigBinder.ToNode(whole))))),
        iter: 500);

    /// <summary>No interpolation, nothing missing, and nothing that YAML cannot hold.</summary>
    private static bool IsPlain(string text) => !text.Contains("${", StringComparison.Ordinal) && text != "???" && text.All(character => character is '\n' or '\t' or (>= ' ' and < '\uD800'))
        && !text.Any(character => character is '\u007F' or (> '\u007F' and < '\u00A0'));

    private static string Text(Whole whole) => YamlWriter.Write(ConfigBinder.ToNode(whole));

    public sealed record Part(int Count, double Weight, string Name = "part")
    {
        public Weekday Day { get; init; }
    }

    public sealed record Whole(long Number, bool Flag, Part Part)
    {
        public ulong Large { get; init; }

        public IReadOnlyList<Part> Parts { get; init; } = [];

        public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

        public Dictionary<int, string> Labels { get; init; } = [];

        public TimeSpan Span { get; init; }

        public DateTime At { get; init; }

        public Guid Id { get; init; }

        public string? Note { get; init; }

        public int Twice => (int)Number * 2;
    }
}
