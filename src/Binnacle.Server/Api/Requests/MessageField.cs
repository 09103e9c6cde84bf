namespace Binnacle.Server.Api.Requests;

/// <summary>A field of a request, with what is checked about it.</summary>
/// <param name="Name">The field's name in JSON and in query strings.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record MessageField(string Name, FieldKind Kind)
{
    /// <summary>Whether it is a list.</summary>
    public bool IsList { get; init; }

    /// <summary>The fields of a nested message.</summary>
    public MessageType? Message { get; init; }

    /// <summary>The names that a choice can have; the first one has the number 1.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether the request is refused without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether a value of the wrong type is refused. MLflow does not check every field; what it does not check it leaves unset.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Whether each item of a list is checked for its type.</summary>
    public bool AreItemsChecked { get; init; }

    /// <summary>Greatest integer that is accepted.</summary>
    public long? AtMost { get; init; }

    /// <summary>Fields that each item of a list must have.</summary>
    public IReadOnlyList<string> ItemsNeed { get; init; } = [];

    public static MessageField Text(string name) => new(name, FieldKind.Text);

    public static MessageField Integer(string name) => new(name, FieldKind.Integer);

    public static MessageField Number(string name) => new(name, FieldKind.Number);

    public static MessageField Flag(string name) => new(name, FieldKind.Flag);

    public static MessageField Choice(string name, params string[] choices) => new(name, FieldKind.Choice) { Choices = choices };

    public static MessageField Texts(string name) => new(name, FieldKind.Text) { IsList = true };

    public static MessageField Messages(string name, MessageType type) => new(name, FieldKind.Message) { IsList = true, Message = type };

    public static MessageField Metrics(string name, MessageType type) => new(name, FieldKind.Metric) { IsList = true, Message = type };

    public static MessageField Nested(string name, MessageType type) => new(name, FieldKind.Message) { Message = type };

    public MessageField Required() => this with { IsRequired = true, IsChecked = true };

    public MessageField Checked() => this with { IsChecked = true };

    public MessageField ItemsChecked() => this with { IsChecked = true, AreItemsChecked = true };
}
