namespace Binnacle.Jobs;

/// <summary>Completes the names of config groups, and the options after <c>=</c>.</summary>
internal static class GroupCompletion
{
    /// <param name="job">The composed configuration, which knows the groups.</param>
    /// <param name="word">The word without its sign.</param>
    /// <param name="isDeletion">A group to delete stands alone.</param>
    public static IReadOnlyList<string> Candidates(ComposedJob job, string word, bool isDeletion)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? [.. Groups(job, word, isDeletion)] : [.. Options(job, word, equals)];
    }

    /// <summary>A group that holds groups as well as options stays open: <c>=</c> and <c>/</c> may both follow.</summary>
    private static IEnumerable<string> Groups(ComposedJob job, string word, bool isDeletion)
    {
        int slash = word.LastIndexOf('/');
        string parent = slash < 0 ? "" : word[..slash];
        foreach (string name in job.Groups(parent).Select(group => parent.Length == 0 ? group : $"{parent}/{group}"))
        {
            if (!name.StartsWith(word, StringComparison.Ordinal))
                continue;
            bool hasGroups = job.Groups(name).Count > 0, hasOptions = job.Options(name).Count > 0;
            if (hasGroups || hasOptions)
                yield return name + (hasGroups ? hasOptions ? "" : "/" : isDeletion ? "" : "=");
        }
    }

    /// <summary>The last of several options is the one being typed: <c>db=mysql,p</c>, <c>db=[mysql,p</c>.</summary>
    private static IEnumerable<string> Options(ComposedJob job, string word, int equals)
    {
        string group = word[..equals].Split('@')[0];
        int start = Math.Max(equals, word.LastIndexOfAny([',', '['])) + 1;
        return job.Options(group).Where(option => option.StartsWith(word[start..], StringComparison.Ordinal)).Select(option => word[..start] + option);
    }
}
