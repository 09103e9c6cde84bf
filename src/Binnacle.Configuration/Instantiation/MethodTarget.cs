using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>A public static method of a type, with its overloads.</summary>
internal sealed class MethodTarget(string name, IReadOnlyList<MethodInfo> overloads) : Target(name)
{
    protected override object? Call(TargetCall call) => Signature.Call(overloads.Select(method => new Signature(method, [])), call);
}
