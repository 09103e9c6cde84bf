using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>The arguments of a call, each put at the parameter or property that it is meant for.</summary>
internal sealed class ArgumentPlacement
{
    private readonly Argument?[] _parameters;
    private readonly List<(BoundMember Property, Argument Argument)> _properties = [];
    private readonly List<ConfigFault> _faults = [];

    public ArgumentPlacement(Signature signature, TargetCall call)
    {
        Signature = signature;
        _parameters = new Argument?[signature.Parameters.Count];
        PlacePositional(call);
        foreach (Argument argument in call.Named)
            PlaceNamed(argument, call);
        PlaceFree(call);
        RequireOthers(call);
    }

    public Signature Signature { get; }

    public IReadOnlyList<ConfigFault> Faults => _faults;

    /// <summary>How many arguments set a property.</summary>
    public int AsProperties => _properties.Count;

    /// <summary>How many parameters take their default.</summary>
    public int Defaults => _parameters.Count(argument => argument is null);

    /// <summary>The arguments in the types of their parameters; null, with faults, when one does not fit.</summary>
    public ArgumentValues? Convert(ConvertMode mode)
    {
        var conversion = new ArgumentConversion(mode);
        object?[] parameters = [.. Signature.Parameters.Zip(_parameters, (member, argument) => argument is null ? DefaultOf(member) : Value(conversion, member, argument))];
        (PropertyInfo, object?)[] properties = [.. _properties.Select(set => (set.Property.Property!, Value(conversion, set.Property, set.Argument)))];
        _faults.AddRange(conversion.Faults);
        return _faults.Count == 0 ? new ArgumentValues(parameters, properties) : null;
    }

    private void PlacePositional(TargetCall call)
    {
        bool rest = _parameters.Length > 0 && IsRest(Signature.Parameters[^1]);
        int own = rest ? _parameters.Length - 1 : _parameters.Length;
        for (int i = 0; i < Math.Min(call.Positional.Count, own); i++)
            _parameters[i] = call.Positional[i];
        if (call.Positional.Count <= own)
            return;
        if (rest)
            _parameters[^1] = new Argument(null, new MixedList([.. call.Positional.Skip(own)]), call.Positional[own].FullKey);
        else
            _faults.Add(ArgumentFault.TooMany(call, own));
    }

    /// <summary>True for the parameter of <c>params T[]</c>, which takes what is left.</summary>
    private static bool IsRest(BoundMember member) => member.Parameter!.IsDefined(typeof(ParamArrayAttribute));

    private void PlaceNamed(Argument argument, TargetCall call)
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (!Means(argument, Signature.Parameters[i]))
                continue;
            if (_parameters[i] is not null)
                _faults.Add(new(argument.FullKey, "", "given by position and by name", argument.Origin ?? call.Origin));
            _parameters[i] = argument;
            return;
        }

        if (Signature.Properties.FirstOrDefault(property => Means(argument, property)) is { } found)
            _properties.Add((found, argument));
        else
            _faults.Add(ArgumentFault.Unknown(argument, Signature.Parameters.Concat(Signature.Properties).Select(member => member.Key).Distinct(StringComparer.Ordinal), call.Origin));
    }

    private void PlaceFree(TargetCall call)
    {
        int next = 0;
        for (int i = 0; i < _parameters.Length && next < call.Free.Count; i++)
            _parameters[i] ??= call.Free[next++];
        if (next < call.Free.Count)
            _faults.Add(new(call.FullKey, $"at most {next} further argument{(next == 1 ? "" : "s")}", $"{call.Free.Count}", call.Origin));
    }

    private void RequireOthers(TargetCall call)
    {
        IEnumerable<BoundMember> absent = Signature.Parameters.Where((member, i) => _parameters[i] is null && member.IsRequired && !IsRest(member));
        if (Signature.LeavesRequiredProperties)
            absent = absent.Concat(Signature.Properties.Where(property => property.IsRequired && _properties.All(set => set.Property != property)));
        _faults.AddRange(absent.Select(member => new ConfigFault(
            call.FullKey.Length == 0 ? member.Key : $"{call.FullKey}.{member.Key}", ArgumentConversion.Expected(member.Type), "no such key", call.Origin)));
    }

    private static bool Means(Argument argument, BoundMember member) =>
        argument.Name == member.Key || argument.Is(member.Property?.Name ?? member.Parameter!.Name!);

    private static object? DefaultOf(BoundMember member) =>
        member.Parameter!.HasDefaultValue ? member.Parameter.DefaultValue : CollectionShape.MakeList(member.Type, member.Type.GetElementType()!, []);

    private static object? Value(ArgumentConversion conversion, BoundMember member, Argument argument) =>
        conversion.To(member.Type, argument.Value, argument.FullKey, member.AllowsNull, argument.Origin);
}
