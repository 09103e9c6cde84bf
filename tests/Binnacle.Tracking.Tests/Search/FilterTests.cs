using CsCheck;
using Xunit;

namespace Binnacle.Tracking.Tests.Search;

public sealed class FilterTests
{
    private static readonly Run[] Runs =
    [
        NewRun("a", ("loss", 0.5), ("lr", "0.1"), ("team", "red")),
        NewRun("b", ("loss", 1.5), ("lr", "0.2"), ("team", "blue")),
        NewRun("c", ("val/acc", 0.9), ("lr", "0.1"), ("other", "x")),
        NewRun("d", ("loss", double.NaN), ("depth", "3"), ("team", "Red")),
    ];

    [Theory]
    [InlineData("metrics.loss < 1 OR metrics.loss > 1", "ab")]
    [InlineData("metrics.loss < 1 OR metrics.loss > 1 AND tags.team = 'red'", "a")]
    [InlineData("(metrics.loss < 1 OR metrics.loss > 1) AND tags.team = 'blue'", "b")]
    [InlineData("NOT tags.team = 'red'", "bd")]
    [InlineData("NOT (tags.team = 'red' OR metrics.loss > 1)", "d")]
    [InlineData("params.lr IN ('0.1', '0.3')", "ac")]
    [InlineData("params.lr NOT IN ('0.1')", "b")]
    [InlineData("metrics.loss IN (0.5, 1.5)", "ab")]
    [InlineData("metrics.loss NOT IN (0.5)", "bd")]
    [InlineData("status IN ('RUNNING') AND tags.team ILIKE 'r%'", "ad")]
    [InlineData("tags.team NOT LIKE 'r%'", "bd")]
    [InlineData("metrics.loss BETWEEN 0.5 AND 1 AND params.lr = '0.1'", "a")]
    [InlineData("metrics.loss NOT BETWEEN 0.5 AND 1", "bd")]
    [InlineData("metrics.loss IS NULL", "c")]
    [InlineData("metrics.loss IS NOT NULL AND tags.other IS NULL", "abd")]
    [InlineData("metrics.val/acc > 0.5", "c")]
    [InlineData("metrics.`val/acc` > 0.5 and metrics.\"val/acc\" < 1", "c")]
    [InlineData("run_name IN ('a', 'd')", "ad")]
    [InlineData("not not params.depth = \"3\"", "d")]
    public void The_extended_grammar_finds(string filter, string names)
    {
        FilterNode node = FilterParser.Parse(filter, RunFilterSchema.Instance, FilterDialect.Extended)!;
        PagedList<Run> page = new RunSearch(new RunQuery { Filter = filter, OrderBy = ["run_name"] }).Page(Runs);
        Assert.NotNull(node);
        Assert.Equal(names, string.Concat(page.Items.Select(run => run.Info.RunName)));
    }

    [Theory]
    [InlineData("metrics.loss < 1 OR", "Invalid filter string, column 20: expected a field such as metrics.loss, found the end.")]
    [InlineData("(metrics.loss < 1", "Invalid filter string, column 18: expected ')', found the end.")]
    [InlineData("metrics.loss 1", "Invalid filter string, column 14: expected a comparator")]
    [InlineData("metrics.loss < 1 metrics.loss > 2", "Invalid filter string, column 18: expected AND, OR or the end, found 'metrics'.")]
    [InlineData("metric.loss < 'a'", "Expected numeric value type for metric. Found 'a'")]
    [InlineData("metricz.loss < 1", "Invalid entity type 'metricz'.")]
    public void A_wrong_filter_is_explained(string filter, string message)
    {
        TrackingException error = Assert.Throws<TrackingException>(() => FilterParser.Parse(filter, RunFilterSchema.Instance, FilterDialect.Extended));
        Assert.Equal(ErrorCodes.InvalidParameterValue, error.ErrorCode);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused() => Assert.Throws<TrackingException>(() =>
        FilterParser.Parse(new string('(', 100_000) + "a = 1", RunFilterSchema.Instance, FilterDialect.Extended));

    [Theory]
    [InlineData(FilterDialect.Extended)]
    [InlineData(FilterDialect.MLflow)]
    public void Any_text_is_read_or_refused(FilterDialect dialect) =>
        Gen.OneOf(Words.Array[0, 12].Select(words => string.Join(' ', words)), Words.Array[0, 12].Select(string.Concat), Gen.String).Sample(text =>
        {
            foreach (FilterSchema schema in (FilterSchema[])[RunFilterSchema.Instance, ExperimentFilterSchema.Instance])
            {
                try
                {
                    FilterNode? node = FilterParser.Parse(text, schema, dialect);
                    node?.Test(_ => FieldValue.Missing);
                }
                catch (TrackingException error)
                {
                    Assert.Equal(ErrorCodes.InvalidParameterValue, error.ErrorCode);
                }
            }
        });

    [Fact]
    public void What_MLflow_accepts_means_the_same_in_the_extended_grammar()
    {
        Gen<string> clause = AnyOf(
            "metrics.loss > 0.7", "metric.`val/acc` <= 1e0", "params.lr = '0.1'", "tags.team != \"red\"", "tag.team ILIKE 'R%'", "status = 'RUNNING'",
            "attributes.start_time >= 0", "params.depth IS NULL", "tags.team IS NOT NULL", "run_id NOT IN ('q')", "dataset.name = 'x'");
        clause.Array[1, 4].Sample(clauses =>
        {
            string filter = string.Join(" AND ", clauses);
            Assert.Equal(Find(filter, FilterDialect.MLflow), Find(filter, FilterDialect.Extended));
        });

        static string Find(string filter, FilterDialect dialect) =>
            string.Concat(new RunSearch(new RunQuery { Filter = filter, Dialect = dialect }).Page(Runs).Items.Select(run => run.Info.RunName));
    }

    [Theory]
    [InlineData("abc", "a%c", true)]
    [InlineData("abc", "a_c", true)]
    [InlineData("ac", "a_c", false)]
    [InlineData("a🚀c", "a_c", true)]
    [InlineData("a\nb", "a%", true)]
    [InlineData("aab", "%ab", true)]
    [InlineData("", "%", true)]
    [InlineData("", "_", false)]
    [InlineData("a.c", "a.c%%", true)]
    [InlineData("axc", "a.c", false)]
    public void LIKE_knows_two_wildcards(string text, string pattern, bool matches) => Assert.Equal(matches, LikePattern.IsMatch(text, pattern, ignoreCase: false));

    private static readonly Gen<string> Words = AnyOf(
        "metrics", ".", "loss", "params.lr", "tags.`a b`", "'x'", "\"y\"", "'", "\"", "`", "(", ")", ",", "AND", "OR", "NOT", "IN", "IS", "NULL", "BETWEEN", "LIKE",
        "NOT LIKE", "=", "!=", "<", ">=", "==", "1", "-1.5", "1e5", ".5", "5.", "+", "-", "/", "*", ";", "ASC", "run_id", "status", "name", "\n", "é", "\0");

    private static Run NewRun(string name, (string Key, double Value) metric, (string Key, string Value) param, (string Key, string Value) tag) => new()
    {
        Info = new RunInfo { RunId = name, ExperimentId = "0", RunName = name, StartTime = 1 },
        Metrics = new Dictionary<string, Metric> { [metric.Key] = new(metric.Key, metric.Value, 1, 1) },
        Params = new Dictionary<string, string> { [param.Key] = param.Value },
        Tags = new Dictionary<string, string> { [tag.Key] = tag.Value },
    };

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
