using Binnacle.Tracking;

namespace Binnacle.Server.Api.Requests;

/// <summary>The values of a request's fields. A field that was not given, or could not be read, is unset.</summary>
internal sealed class ApiMessage(MessageType type)
{
    private readonly object?[] _values = new object?[type.Fields.Count];

    public object? this[int place]
    {
        get => _values[place];
        set => _values[place] = value;
    }

    public bool Has(string name) => ValueOf(name) is not null;

    /// <summary>A text; empty when unset.</summary>
    public string Text(string name) => ValueOf(name) as string ?? "";

    /// <summary>A text; null when unset or empty.</summary>
    public string? TextOrNull(string name) => ValueOf(name) is string { Length: > 0 } text ? text : null;

    public long? Integer(string name) => ValueOf(name) as long?;

    public double Number(string name) => ValueOf(name) as double? ?? 0;

    public bool Flag(string name) => ValueOf(name) as bool? ?? false;

    /// <summary>The number of a choice, from 1; null when unset.</summary>
    public int? Choice(string name) => ValueOf(name) as int?;

    public ApiMessage? Nested(string name) => ValueOf(name) as ApiMessage;

    public IReadOnlyList<string> Texts(string name) => ValueOf(name) as List<string> ?? [];

    public IReadOnlyList<ApiMessage> Messages(string name) => ValueOf(name) as List<ApiMessage> ?? [];

    public IReadOnlyList<Metric> Metrics(string name) => ValueOf(name) as List<Metric> ?? [];

    private object? ValueOf(string name) => _values[type.IndexOf(name)];
}
