namespace Binnacle.Jobs.TestJob;

/// <summary>What a run of the test job left behind.</summary>
public sealed record TestJobOutcome(int ExitCode, string Output, string Error);
