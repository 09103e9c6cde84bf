using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>A target with some of its arguments, to be called later with the others (<c>_partial_: true</c>).</summary>
/// <remarks>
/// A parameter of a delegate type (<c>Func&lt;Parameters, Optimizer&gt;</c>) takes it directly. Arguments of a later call are given by
/// name and win over those of the configuration, or by position: they go to the parameters that are still free, in order.
/// </remarks>
public sealed class PartialTarget
{
    private readonly Target _target;
    private readonly TargetCall _call;

    internal PartialTarget(Target target, TargetCall call)
    {
        _target = target;
        _call = call;
    }

    /// <summary>The name of the target.</summary>
    public string Target => _target.Name;

    /// <summary>Calls the target with further arguments.</summary>
    /// <param name="arguments">Names, in any spelling, with values.</param>
    /// <exception cref="InstantiationException">The arguments do not fit, or the target failed.</exception>
    public object? Invoke(params IEnumerable<(string Name, object? Value)> arguments)
    {
        Argument[] given = [.. arguments.Select(argument => new Argument(argument.Name, argument.Value, Key(argument.Name)))];
        return _target.Invoke(_call with { Named = [.. _call.Named.Where(old => !given.Any(argument => argument.Is(old.Name!))), .. given] });
    }

    /// <summary>The target as a function of no argument.</summary>
    public Func<TResult> ToFunc<TResult>() => () => Result<TResult>();

    /// <summary>The target as a function of one argument, which goes to its first free parameter.</summary>
    public Func<T, TResult> ToFunc<T, TResult>() => argument => Result<TResult>(argument);

    /// <summary>The target as a function of two arguments, which go to its first free parameters.</summary>
    public Func<T1, T2, TResult> ToFunc<T1, T2, TResult>() => (first, second) => Result<TResult>(first, second);

    /// <summary>The target as a function of three arguments, which go to its first free parameters.</summary>
    public Func<T1, T2, T3, TResult> ToFunc<T1, T2, T3, TResult>() => (first, second, third) => Result<TResult>(first, second, third);

    /// <summary>The target as a delegate; null when the type is no <c>Func</c> of at most three arguments.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "ToFunc asks nothing of its type arguments.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Reference types share their code; functions of value types are kept by a call of ToFunc with them.")]
    internal Delegate? ToDelegate(Type type)
    {
        Type[] arguments = type.IsGenericType ? type.GetGenericArguments() : [];
        MethodInfo? method = arguments.Length switch
        {
            1 when type.GetGenericTypeDefinition() == typeof(Func<>) => ((Func<Func<object>>)ToFunc<object>).Method,
            2 when type.GetGenericTypeDefinition() == typeof(Func<,>) => ((Func<Func<object, object>>)ToFunc<object, object>).Method,
            3 when type.GetGenericTypeDefinition() == typeof(Func<,,>) => ((Func<Func<object, object, object>>)ToFunc<object, object, object>).Method,
            4 when type.GetGenericTypeDefinition() == typeof(Func<,,,>) => ((Func<Func<object, object, object, object>>)ToFunc<object, object, object, object>).Method,
            _ => null,
        };
        return (Delegate?)method?.GetGenericMethodDefinition().MakeGenericMethod(arguments).Invoke(this, null);
    }

    private TResult Result<TResult>(params object?[] further)
    {
        object? made = _target.Invoke(_call with { Free = [.. further.Select((value, index) => new Argument(null, value, Key($"[{index}]")))] });
        return made is TResult or null
            ? (TResult)made!
            : throw new InstantiationException($"Target '{Target}' made a {made.GetType()}, expected a {typeof(TResult)}.", _call.FullKey, _call.Origin);
    }

    private string Key(string name) => _call.FullKey.Length == 0 ? name : name[0] == '[' ? _call.FullKey + name : $"{_call.FullKey}.{name}";
}
