using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>The parameters of a constructor with the properties of what it makes, or the parameters of a static method.</summary>
internal sealed class Signature
{
    private readonly MethodBase _method;

    public Signature(MethodBase method, IReadOnlyList<BoundMember> properties)
    {
        _method = method;
        Parameters = [.. method.GetParameters().Select(parameter => new BoundMember(null, parameter))];
        Properties = properties;
    }

    public IReadOnlyList<BoundMember> Parameters { get; }

    /// <summary>The properties that can be set on what a constructor makes.</summary>
    public IReadOnlyList<BoundMember> Properties { get; }

    /// <summary>False for a constructor that fills the required properties itself.</summary>
    public bool LeavesRequiredProperties => !_method.IsDefined(typeof(SetsRequiredMembersAttribute));

    /// <summary>Calls the signature that fits the arguments best: with none left over, most of them as parameters, fewest defaults.</summary>
    /// <exception cref="ConfigBindingException">None fits; the faults are those of the nearest.</exception>
    public static object? Call(IEnumerable<Signature> signatures, TargetCall call)
    {
        ArgumentPlacement[] placements =
        [
            .. signatures.Select(signature => new ArgumentPlacement(signature, call))
                .OrderBy(placement => placement.Faults.Count)
                .ThenBy(placement => placement.AsProperties)
                .ThenBy(placement => placement.Defaults),
        ];
        foreach (ArgumentPlacement placement in placements)
        {
            if (placement.Faults.Count == 0 && placement.Convert(call.Mode) is { } values)
                return values.Apply(placement.Signature._method);
        }

        throw new ConfigBindingException(placements[0].Faults);
    }
}
