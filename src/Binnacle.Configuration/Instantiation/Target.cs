namespace Binnacle.Configuration;

/// <summary>Something that can be called to make an object.</summary>
internal abstract class Target(string name)
{
    /// <summary>The name under which a configuration finds it.</summary>
    public string Name => name;

    /// <summary>Calls the target.</summary>
    /// <exception cref="InstantiationException">The arguments do not fit, or the target itself failed.</exception>
    public object? Invoke(TargetCall call)
    {
        try
        {
            return Call(call);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            string cause = error is ConfigException ? error.Message : $"{error.GetType().Name}: {error.Message}";
            throw new InstantiationException($"Error in call to target '{Name}':\n{cause}", call.FullKey, call.Origin, error);
        }
    }

    /// <exception cref="ConfigException">The arguments do not fit.</exception>
    protected abstract object? Call(TargetCall call);
}
