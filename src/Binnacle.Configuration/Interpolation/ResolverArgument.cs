using System.Globalization;

namespace Binnacle.Configuration;

/// <summary>Turns the arguments of a resolver into the types that it wants.</summary>
internal static class ResolverArgument
{
    /// <summary>Refuses a call with too few or too many arguments.</summary>
    /// <param name="function">The reference's name of a function whose further parameters are filled by the caller.</param>
    public static void Expect(ResolverCall call, int fewest, int most, string? function = null)
    {
        int found = call.Values.Count;
        if (found >= fewest && found <= most)
            return;
        string expected = fewest == most ? $"{fewest}" : $"{fewest} to {most}";
        string count = $"{call.Name} takes {expected} argument{(most == 1 ? "" : "s")}, found {found}";
        throw new ResolverException(
            "TypeError", function is not null && found == most + 1 ? $"{function}() got multiple values for argument '{(call.Name == "oc.dict.values" ? "_root_" : "_parent_")}'\n{count}" : count);
    }

    /// <summary>An argument as a <typeparamref name="T"/>.</summary>
    public static T As<T>(ResolverCall call, int index)
    {
        ConfigNode node = call.Arguments[index];
        if (node is T same)
            return same;
        if (node is ScalarNode { Value: null } && default(T) is null)
            return default!;
        return node is ScalarNode scalar && Convert(scalar.Value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)) is T value
            ? value
            : throw new ResolverException(
                "TypeError", $"{call.Name}: argument {index + 1} must be {NameOf(typeof(T))}, found {PythonText.Representation(node)} ({TypeName.Of(node)})");
    }

    private static object? Convert(object? value, Type type) => (value, type) switch
    {
        (null, _) => null,
        _ when type.IsInstanceOfType(value) => value,
        (long number, _) when type == typeof(double) => (double)number,
        (long number, _) when type == typeof(float) => (float)number,
        (double number, _) when type == typeof(float) => (float)number,
        (long number and >= int.MinValue and <= int.MaxValue, _) when type == typeof(int) => (int)number,
        _ => null,
    };

    private static string NameOf(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(string) ? "text"
            : plain == typeof(int) || plain == typeof(long) ? "an integer"
            : plain == typeof(double) || plain == typeof(float) ? "a number"
            : plain.Name.ToLower(CultureInfo.InvariantCulture);
    }
}
