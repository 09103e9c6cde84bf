namespace Binnacle.Configuration;

/// <summary>The faults of arguments that have no place in a call.</summary>
internal static class ArgumentFault
{
    public static ConfigFault Unknown(Argument argument, IEnumerable<string> known, Origin? origin)
    {
        string[] names = [.. known];
        string? nearest = NearestName.Of(argument.Name!, names);
        string found = nearest is null && names.Length > 0 ? $"no such parameter (there are {string.Join(", ", names)})" : "no such parameter";
        return new(argument.FullKey, "", found, argument.Origin ?? origin, nearest);
    }

    /// <param name="call">The call.</param>
    /// <param name="taken">How many arguments could be given by position.</param>
    public static ConfigFault TooMany(TargetCall call, int taken) => new(
        call.FullKey.Length == 0 ? TargetKeys.Arguments : $"{call.FullKey}.{TargetKeys.Arguments}",
        $"at most {taken} argument{(taken == 1 ? "" : "s")} by position",
        $"{call.Positional.Count + call.Free.Count}",
        call.Positional.ElementAtOrDefault(taken)?.Origin ?? call.Origin);
}
