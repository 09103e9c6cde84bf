using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>Registered types: finds a type or one of its static methods by the name that a configuration gives.</summary>
internal sealed class TypeSource
{
    /// <summary>The members of a registered type that the trimmer must keep.</summary>
    public const DynamicallyAccessedMemberTypes Kept = BoundMembers.Kept | DynamicallyAccessedMemberTypes.PublicMethods;

    private readonly Func<string, Target?> _find;
    private readonly Func<IEnumerable<string>> _names;

    private TypeSource(string? name, Func<string, Target?> find, Func<IEnumerable<string>> names)
    {
        Name = name;
        _find = find;
        _names = names;
    }

    /// <summary>The name of the one type; null for an assembly.</summary>
    public string? Name { get; }

    /// <summary>The names of the types, as configurations write them.</summary>
    public IEnumerable<string> Names => _names();

    /// <summary>The source of one type.</summary>
    public static TypeSource Of([DynamicallyAccessedMembers(Kept)] Type type, string? name)
    {
        string known = name ?? DottedName(type);
        return new TypeSource(known, target => Member(type, known, target), () => [known]);
    }

    /// <summary>The source of all types of an assembly but the private ones of others.</summary>
    [RequiresUnreferencedCode("Types are found by name.")]
    public static TypeSource Of(Assembly assembly) => new(
        null,
        target => Member(assembly, target),
        () => assembly.GetExportedTypes().Where(type => !type.IsGenericTypeDefinition).Select(DottedName));

    public Target? Find(string target) => _find(target);

    [RequiresUnreferencedCode("Types are found by name.")]
    private static Target? Member(Assembly assembly, string target)
    {
        if (TypeOf(assembly, target) is { } type)
            return new TypeTarget(target, type);
        int dot = target.LastIndexOf('.');
        return dot > 0 && TypeOf(assembly, target[..dot]) is { } owner ? Member(owner, target[..dot], target) : null;
    }

    /// <summary>The type of a name in which nested types are told by dots as well as by <c>+</c>.</summary>
    [RequiresUnreferencedCode("Types are found by name.")]
    private static Type? TypeOf(Assembly assembly, string name)
    {
        for (string candidate = name; ; candidate = Nested(candidate))
        {
            Type? type = IsName(candidate) ? assembly.GetType(candidate, throwOnError: false) : null;
            if (type is { IsGenericTypeDefinition: false, IsNestedPrivate: false })
                return type;
            if (!candidate.Contains('.', StringComparison.Ordinal))
                return null;
        }
    }

    private static string Nested(string name)
    {
        int dot = name.LastIndexOf('.');
        return $"{name[..dot]}+{name[(dot + 1)..]}";
    }

    // Commas, brackets and the like would make the loader look for other assemblies, arrays and generic types.
    private static bool IsName(string name) => name.Length > 0 && name.All(character => char.IsLetterOrDigit(character) || character is '.' or '+' or '_');

    private static Target? Member([DynamicallyAccessedMembers(Kept)] Type type, string name, string target)
    {
        if (target == name)
            return new TypeTarget(target, type);
        if (!target.StartsWith(name + ".", StringComparison.Ordinal))
            return null;
        string method = target[(name.Length + 1)..];
        MethodInfo[] overloads =
        [
            .. type.GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Where(candidate => candidate.Name == method && !candidate.IsGenericMethodDefinition && !candidate.IsSpecialName),
        ];
        return overloads.Length > 0 ? new MethodTarget(target, overloads) : null;
    }

    private static string DottedName(Type type) => (type.FullName ?? type.Name).Replace('+', '.');
}
