using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Configuration;

/// <summary>The arguments that a configuration gives to a registered target.</summary>
/// <remarks>
/// Arguments are read by name, in any spelling (<c>train_bs</c> is <c>trainBs</c>). An argument that has no name but a position
/// (<c>_args_</c>) goes to the first name that is read and not given. What nobody reads is refused.
/// </remarks>
public sealed class TargetArguments
{
    private readonly TargetCall _call;
    private readonly List<Argument> _unread;
    private readonly IReadOnlyList<Argument> _positional;
    private readonly List<string> _known = [];
    private int _position;

    internal TargetArguments(TargetCall call)
    {
        _call = call;
        _unread = [.. call.Named];
        _positional = [.. call.Positional, .. call.Free];
    }

    /// <summary>The key of the config that is instantiated, from the root.</summary>
    public string FullKey => _call.FullKey;

    /// <summary>An argument that must be given.</summary>
    /// <typeparam name="T">What it must be: a scalar, an enumeration, a list, a record, a <see cref="ConfigNode"/>, an object that was instantiated.</typeparam>
    /// <param name="name">Its name.</param>
    /// <exception cref="ConfigException">It is not given, or is something else.</exception>
    public T Get<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(string name) => Read<T>(name, out T? value)
        ? value
        : throw new ConfigBindingException([new(Key(name), ArgumentConversion.Expected(typeof(T)), "no such key", _call.Origin)]);

    /// <summary>An argument that may be left out.</summary>
    /// <typeparam name="T">What it must be: a scalar, an enumeration, a list, a record, a <see cref="ConfigNode"/>, an object that was instantiated.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="defaultValue">The value when it is not given.</param>
    /// <exception cref="ConfigException">It is something else.</exception>
    public T Get<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(string name, T defaultValue) =>
        Read<T>(name, out T? value) ? value : defaultValue;

    internal void RefuseUnread()
    {
        IEnumerable<ConfigFault> unread = _unread.Select(argument => ArgumentFault.Unknown(argument, _known, _call.Origin));
        if (_position < _positional.Count)
            unread = unread.Append(ArgumentFault.TooMany(_call, _position));
        ConfigFault[] faults = [.. unread];
        if (faults.Length > 0)
            throw new ConfigBindingException(faults);
    }

    private bool Read<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(string name, [MaybeNullWhen(false)] out T value)
    {
        _known.Add(Argument.KeyOf(name));
        value = default;
        Argument? argument = _unread.Find(given => given.Is(name));
        if (argument is null && _position < _positional.Count)
            argument = _positional[_position++];
        if (argument is null)
            return false;
        _unread.Remove(argument);
        var conversion = new ArgumentConversion(_call.Mode);
        object? converted = conversion.To(typeof(T), argument.Value, argument.FullKey, allowsNull: default(T) is null, argument.Origin);
        if (conversion.Faults.Count > 0)
            throw new ConfigBindingException(conversion.Faults);
        value = (T)converted!;
        return true;
    }

    private string Key(string name) => FullKey.Length == 0 ? name : $"{FullKey}.{name}";
}
