using System.Collections.Frozen;

namespace Binnacle.Server.Api.Requests;

/// <summary>The fields of a request, in the order in which they are checked.</summary>
internal sealed class MessageType
{
    private readonly FrozenDictionary<string, int> _places;

    public MessageType(params MessageField[] fields)
    {
        Fields = fields;
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < fields.Length; i++)
        {
            places[fields[i].Name] = i;
            places[CamelCase(fields[i].Name)] = i;
        }

        _places = places.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IReadOnlyList<MessageField> Fields { get; }

    /// <summary>The place of a field by its name, in snake case or camel case; -1 for an unknown one.</summary>
    public int IndexOf(string name) => _places.TryGetValue(name, out int place) ? place : -1;

    private static string CamelCase(string name) =>
        string.Concat(name.Split('_').Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
