using Binnacle.Conformance;
using Binnacle.Conformance.Config;

// Usage: Binnacle.Conformance FOLDER [--file NAME] [--detail]
// FOLDER holds golden files (or rooms with golden files); each file is run by the class that knows its name.
if (args is [JobProgramProcess.Argument, .. var arguments])
    return await JobProgramProcess.RunAsync(arguments, Console.Out, Console.Error);

if (args.Length == 0)
{
    Console.Error.WriteLine("Usage: Binnacle.Conformance FOLDER [--file NAME] [--detail]");
    return 2;
}

string folder = Path.GetFullPath(args[0]);
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine($"{args[0]}: no such folder.");
    return 2;
}

int fileOption = Array.IndexOf(args, "--file");
string? only = fileOption >= 0 && fileOption + 1 < args.Length ? args[fileOption + 1] : null;
bool detail = args.Contains("--detail");

var kinds = GoldenFiles.All.ToDictionary(file => file.Name, StringComparer.Ordinal);
string[] places = [folder, .. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)];
int failures = 0, run = 0;
foreach (string path in places.SelectMany(place => Directory.GetFileSystemEntries(place)).Order(StringComparer.Ordinal).Distinct())
{
    string name = Path.GetFileName(path);
    if (!kinds.TryGetValue(name, out GoldenFile? golden) || (only is not null && only != name))
        continue;

    List<CaseOutcome> outcomes = [.. golden.Run(path)];
    CaseOutcome[] failed = [.. outcomes.Where(outcome => !outcome.Passed && outcome.Deviation is null)];
    var deviations = outcomes.Where(outcome => outcome.Deviation is not null).GroupBy(outcome => outcome.Deviation!).ToList();
    int counted = outcomes.Count - deviations.Sum(rule => rule.Count());
    Console.WriteLine($"{Path.GetRelativePath(folder, path)}: {counted - failed.Length}/{counted} passed"
        + string.Concat(deviations.Select(rule => $", {rule.Count()} by rule '{rule.Key}'")));
    foreach (CaseOutcome outcome in failed)
        Console.WriteLine(detail ? $"  {outcome.Id}: {outcome.Detail}" : $"  {outcome.Id}");
    failures += failed.Length;
    run += outcomes.Count;
}

if (run == 0)
{
    Console.Error.WriteLine($"{args[0]}: no golden file of a known name. Known: {string.Join(", ", kinds.Keys.Order(StringComparer.Ordinal))}.");
    return 2;
}

return failures == 0 ? 0 : 1;
