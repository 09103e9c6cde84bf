using System.Globalization;
using Binnacle.Tuning;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Studies;

/// <summary>Trials in columns: number, state, values, parameters, attributes, times. Parameters and attributes have a column for each name.</summary>
internal sealed class TrialColumns
{
    private static readonly System.Buffers.SearchValues<char> NeedsQuotes = System.Buffers.SearchValues.Create("\",\r\n");

    private readonly IReadOnlyList<FrozenTrial> _trials;
    private readonly List<(string Name, Func<FrozenTrial, string> Text)> _columns = [];

    public TrialColumns(Study study, IReadOnlyList<FrozenTrial> trials)
    {
        _trials = trials;
        Add("number", trial => trial.Number.ToString(CultureInfo.InvariantCulture));
        Add("state", trial => trial.State.ToString().ToUpperInvariant());
        for (int i = 0; i < study.Directions.Length; i++)
        {
            int objective = i;
            Add(ValueName(study, i), trial => trial.Values is { } values && objective < values.Count ? PythonJson.Format(values[objective]) : "");
        }

        AddNames("params_", trial => trial.Params);
        AddNames("user_attrs_", trial => trial.UserAttributes);
        Add("datetime_start", trial => Moment(trial.StartedAt));
        Add("datetime_complete", trial => Moment(trial.CompletedAt));
    }

    public void WriteTable(IAnsiConsole console)
    {
        if (_trials.Count == 0)
        {
            console.WriteLine("No trials.");
            return;
        }

        Table table = new Table().Border(TableBorder.Simple);
        foreach (var (name, _) in _columns)
            table.AddColumn(Markup.Escape(name));
        foreach (FrozenTrial trial in _trials)
            table.AddRow([.. _columns.Select(column => new Text(column.Text(trial)))]);
        console.Write(table);
    }

    public void WriteCsv(TextWriter output)
    {
        output.WriteLine(string.Join(',', _columns.Select(column => Quoted(column.Name))));
        foreach (FrozenTrial trial in _trials)
            output.WriteLine(string.Join(',', _columns.Select(column => Quoted(column.Text(trial)))));
    }

    private static string ValueName(Study study, int objective) => (study.MetricNames, study.Directions.Length) switch
    {
        ({ } names, _) => $"values_{names[objective]}",
        (null, 1) => "value",
        _ => $"values_{objective}",
    };

    private void Add(string name, Func<FrozenTrial, string> text) => _columns.Add((name, text));

    private void AddNames(string prefix, Func<FrozenTrial, IReadOnlyDictionary<string, object?>> values)
    {
        foreach (string name in _trials.SelectMany(trial => values(trial).Keys).Distinct())
            Add(prefix + name, trial => values(trial).TryGetValue(name, out object? value) ? Plain(value) : "");
    }

    private static string Plain(object? value) => value as string ?? PythonJson.Write(value);

    private static string Moment(DateTimeOffset? moment) =>
        moment?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string text) => text.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
