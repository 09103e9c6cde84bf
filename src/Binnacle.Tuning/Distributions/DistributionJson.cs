using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>Optuna's JSON text of distributions.</summary>
internal static class DistributionJson
{
    public static string Write(Distribution distribution) => distribution switch
    {
        FloatDistribution real => Envelope(nameof(FloatDistribution),
            $"\"step\": {(real.Step is { } step ? PythonJson.Write(step) : "null")}, \"low\": {PythonJson.Write(real.Low)}, "
            + $"\"high\": {PythonJson.Write(real.High)}, \"log\": {PythonJson.Write(real.Log)}"),
        IntDistribution integer => Envelope(nameof(IntDistribution),
            $"\"log\": {PythonJson.Write(integer.Log)}, \"step\": {integer.Step}, \"low\": {integer.Low}, \"high\": {integer.High}"),
        CategoricalDistribution categorical => Envelope(nameof(CategoricalDistribution),
            $"\"choices\": {PythonJson.Write(categorical.Choices)}"),
        _ => throw new ArgumentException($"{distribution.GetType().Name} has no JSON form."),
    };

    public static Distribution Read(string json)
    {
        if (PythonJson.Parse(json) is not IReadOnlyDictionary<string, object?> map)
            throw new FormatException($"A distribution is a JSON object, found {json}");
        var attributes = map.GetValueOrDefault("attributes") as IReadOnlyDictionary<string, object?>;
        string? name = Text(map, attributes is null ? "type" : "name");
        var fields = new Fields(attributes ?? map, json);
        return name switch
        {
            nameof(FloatDistribution) or "float" => new FloatDistribution(fields.Real("low"), fields.Real("high"), fields.OptionalReal("step"), fields.Flag("log")),
            "UniformDistribution" => new FloatDistribution(fields.Real("low"), fields.Real("high")),
            "LogUniformDistribution" => new FloatDistribution(fields.Real("low"), fields.Real("high"), log: true),
            "DiscreteUniformDistribution" => new FloatDistribution(fields.Real("low"), fields.Real("high"), fields.Real("q")),
            nameof(IntDistribution) or "int" => new IntDistribution(fields.Integer("low"), fields.Integer("high"), fields.Integer("step", 1), fields.Flag("log")),
            "IntUniformDistribution" => new IntDistribution(fields.Integer("low"), fields.Integer("high"), fields.Integer("step", 1)),
            "IntLogUniformDistribution" => new IntDistribution(fields.Integer("low"), fields.Integer("high"), log: true),
            nameof(CategoricalDistribution) or "categorical" => new CategoricalDistribution(fields.List("choices")),
            null => throw new FormatException($"expected the field 'type' (float, int or categorical), or 'name' and 'attributes' as Optuna writes them, found {json}"),
            _ => throw new FormatException($"'{name}' is no kind of distribution (float, int, categorical, or a name of Optuna's like FloatDistribution): {json}"),
        };
    }

    private static string Envelope(string name, string attributes) => $"{{\"name\": \"{name}\", \"attributes\": {{{attributes}}}}}";

    private static string? Text(IReadOnlyDictionary<string, object?> map, string key) =>
        map.TryGetValue(key, out object? value) ? value as string : null;

    private readonly record struct Fields(IReadOnlyDictionary<string, object?> Map, string Json)
    {
        public double Real(string key) => OptionalReal(key) ?? throw Missing(key, "a number");

        public double? OptionalReal(string key) => Map.GetValueOrDefault(key) switch
        {
            double real => real,
            long integer => integer,
            null => null,
            _ => throw Missing(key, "a number"),
        };

        public long Integer(string key, long? fallback = null) => Map.GetValueOrDefault(key) switch
        {
            long integer => integer,
            double real when real == Math.Floor(real) => (long)real,
            null when fallback is { } value => value,
            _ => throw Missing(key, "an integer"),
        };

        public bool Flag(string key) => Map.GetValueOrDefault(key) is true;

        public IReadOnlyList<object?> List(string key) => Map.GetValueOrDefault(key) as IReadOnlyList<object?> ?? throw Missing(key, "a list");

        private FormatException Missing(string key, string expected) =>
            new(string.Create(CultureInfo.InvariantCulture, $"{key}: expected {expected} in the distribution {Json}"));
    }
}
