using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Xunit;

namespace Binnacle.Tracking.Tests.Stores;

public abstract partial class TrackingStoreSuite
{
    private static readonly Gen<string> Fields = AnyOf("metrics.loss", "metrics.`val/acc`", "params.lr", "params.`a b`", "tags.team", "start_time", "status");

    /// <summary>A condition, and what it says of a run: null is unknown, as in SQL.</summary>
    private static readonly Gen<(string Text, Func<Run, bool?> Says)> Conditions = Gen.Recursive<(string, Func<Run, bool?>)>((depth, inner) =>
        depth > 2 ? Comparisons() : Gen.OneOf(
            Comparisons(),
            inner.Array[2, 3].Select(parts => Joined(parts, "AND", says => says.Contains(false) ? false : says.Contains(null) ? null : true)),
            inner.Array[2, 3].Select(parts => Joined(parts, "OR", says => says.Contains(true) ? true : says.Contains(null) ? null : false)),
            inner.Select(part => ($"NOT ({part.Item1})", (Func<Run, bool?>)(run => !part.Item2(run))))));

    [Fact]
    public async Task Searches_made_at_random_find_what_their_conditions_say_in_the_order_asked_for()
    {
        await FillForSearchAsync();
        Run[] runs = [.. (await Store.SearchRunsAsync(new RunQuery { ExperimentIds = ["0"] })).Items];
        Gen<(string Field, bool Descending)[]> orders = Gen.Select(Fields, Gen.Bool).Array[0, 2].Where(order => order.DistinctBy(clause => clause.Item1).Count() == order.Length);
        await Gen.Select(Conditions, orders).SampleAsync(
            async (condition, order) =>
            {
                RunQuery query = new()
                {
                    ExperimentIds = ["0"], Filter = condition.Text, OrderBy = [.. order.Select(clause => clause.Field + (clause.Descending ? " DESC" : ""))],
                };
                IEnumerable<string> found = (await Store.SearchRunsAsync(query)).Items.Select(run => run.Info.RunName);
                string[] expected = [.. runs.Where(run => condition.Says(run) == true).Order(Comparer<Run>.Create((left, right) => Compare(left, right, order))).Select(run => run.Info.RunName)];
                Assert.Equal(expected, found);
            },
            iter: 150, threads: 1);
    }

    private async Task FillForSearchAsync()
    {
        Random random = new(7);
        string[] texts = ["0.1", "0.01", "Red", "red", "a%b", "a_b", "", "10"];
        for (int i = 0; i < 25; i++)
        {
            Run run = await Store.CreateRunAsync(new RunCreation { RunName = $"run {i}", StartTime = 1000 + random.Next(6) });
            RunBatch batch = new()
            {
                Metrics = [.. new[] { "loss", "val/acc" }.Where(_ => random.Next(4) > 0).Select(key => new Metric(key, random.Next(5) / 2.0, 1, 1))],
                Params = [.. new[] { "lr", "a b" }.Where(_ => random.Next(4) > 0).Select(key => new Param(key, texts[random.Next(texts.Length)]))],
                Tags = random.Next(4) > 0 ? [new Tag("team", texts[random.Next(texts.Length)])] : [],
            };
            await Store.LogBatchAsync(run.Info.RunId, batch);
            if (random.Next(2) > 0)
                await Store.UpdateRunAsync(run.Info.RunId, new RunUpdate { Status = random.Next(2) > 0 ? RunStatus.Finished : RunStatus.Failed, EndTime = 5000 });
        }
    }

    private static Gen<(string, Func<Run, bool?>)> Comparisons()
    {
        Gen<string> text = AnyOf("0.1", "red", "Red", "RE%", "a_b", "a%", "%", "", "FINISHED", "_e_");
        return Gen.Select(Fields, Gen.Int[0, 5], Gen.Int[0, 5], text.Array[1, 3]).Select((field, kind, number, texts) => IsNumber(field)
            ? OfNumber(field, new[] { "=", "!=", "<", "<=", ">", ">=" }[kind], field == "start_time" ? 1000 + number : number / 2.0)
            : OfText(field, kind, texts));
    }

    private static (string, Func<Run, bool?>) OfNumber(string field, string sign, double number) => (
        string.Create(CultureInfo.InvariantCulture, $"{field} {sign} {number}"),
        run => ValueOf(run, field) is not double value ? null : sign switch
        {
            "=" => value == number,
            "!=" => value != number,
            "<" => value < number,
            "<=" => value <= number,
            ">" => value > number,
            _ => value >= number,
        });

    private static (string, Func<Run, bool?>) OfText(string field, int kind, string[] texts)
    {
        (string condition, Func<string, bool> holds) = kind switch
        {
            0 => ($"= '{texts[0]}'", value => value == texts[0]),
            1 => ($"!= '{texts[0]}'", value => value != texts[0]),
            2 => ($"LIKE '{texts[0]}'", value => IsLike(value, texts[0], RegexOptions.None)),
            3 => ($"ILIKE '{texts[0]}'", value => IsLike(value, texts[0], RegexOptions.IgnoreCase)),
            4 => ($"IN ({string.Join(", ", texts.Select(text => $"'{text}'"))})", texts.Contains),
            _ => ((string, Func<string, bool>))("IS NOT NULL", _ => true),
        };
        return ($"{field} {condition}", run => ValueOf(run, field) is string value ? holds(value) : kind == 5 ? false : null);
    }

    private static (string, Func<Run, bool?>) Joined((string Text, Func<Run, bool?> Says)[] parts, string word, Func<bool?[], bool?> join) =>
        ($"({string.Join($" {word} ", parts.Select(part => part.Text))})", run => join([.. parts.Select(part => part.Says(run))]));

    private static bool IsLike(string value, string pattern, RegexOptions options) =>
        Regex.IsMatch(value, $"^{Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal)}$", options | RegexOptions.CultureInvariant);

    private static int Compare(Run left, Run right, (string Field, bool Descending)[] order)
    {
        foreach ((string field, bool descending) in order)
        {
            object? one = ValueOf(left, field), other = ValueOf(right, field);
            int result = (one is null).CompareTo(other is null);
            if (result == 0 && one is not null)
                result = (one is string text ? string.CompareOrdinal(text, (string)other!) : ((double)one).CompareTo((double)other!)) * (descending ? -1 : 1);
            if (result != 0)
                return result;
        }

        int newest = right.Info.StartTime!.Value.CompareTo(left.Info.StartTime!.Value);
        return newest != 0 ? newest : string.CompareOrdinal(left.Info.RunId, right.Info.RunId);
    }

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static bool IsNumber(string field) => field == "start_time" || field.StartsWith("metrics.", StringComparison.Ordinal);

    private static object? ValueOf(Run run, string field) => field switch
    {
        "start_time" => (double)run.Info.StartTime!.Value,
        "status" => run.Info.Status.ToName(),
        "tags.team" => run.Tags.GetValueOrDefault("team"),
        "params.lr" => run.Params.GetValueOrDefault("lr"),
        "params.`a b`" => run.Params.GetValueOrDefault("a b"),
        _ => run.Metrics.TryGetValue(field["metrics.".Length..].Trim('`'), out Metric metric) ? metric.Value : null,
    };
}
