using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>A class, record or struct that is made by one of its public constructors; other arguments set its properties.</summary>
internal sealed class TypeTarget : Target
{
    [DynamicallyAccessedMembers(BoundMembers.Kept)]
    private readonly Type _type;

    public TypeTarget(string name, [DynamicallyAccessedMembers(BoundMembers.Kept)] Type type)
        : base(name) => _type = type;

    protected override object? Call(TargetCall call)
    {
        BoundMember[] properties =
        [
            .. _type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
                .Select(property => new BoundMember(property, null)),
        ];
        ConstructorInfo[] constructors = _type.GetConstructors();
        if (_type.IsAbstract || constructors.Length == 0)
            throw new ConfigException(_type.IsAbstract ? $"{_type} is abstract: name a class that derives from it." : $"{_type} has no public constructor.");
        return Signature.Call(constructors.Select(constructor => new Signature(constructor, properties)), call);
    }
}
