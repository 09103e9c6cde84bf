namespace Binnacle.Configuration;

/// <summary>A target that code has registered under a name.</summary>
internal sealed class DelegateTarget(string name, Func<TargetArguments, object?> create) : Target(name)
{
    protected override object? Call(TargetCall call)
    {
        var arguments = new TargetArguments(call);
        object? made = create(arguments);
        arguments.RefuseUnread();
        return made;
    }
}
