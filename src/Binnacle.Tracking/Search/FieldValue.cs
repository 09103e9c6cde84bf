namespace Binnacle.Tracking;

/// <summary>What a field holds: a number, a text, or nothing. Several texts for the data sets of a run.</summary>
internal readonly record struct FieldValue
{
    public static FieldValue Missing => default;

    public double? Number { get; private init; }

    public string? Text { get; private init; }

    public IReadOnlyList<string>? Texts { get; private init; }

    public bool IsMissing => Number is null && Text is null && Texts is null or { Count: 0 };

    public static FieldValue Of(double? number) => new() { Number = number };

    public static FieldValue Of(string? text) => new() { Text = text };

    public static FieldValue Of(IReadOnlyList<string> texts) => new() { Texts = texts };
}
