using System.Diagnostics;
using Binnacle.Testing;
using Xunit;

namespace Binnacle.Tracking.Tests.Runs;

public sealed class EnvironmentTagsTests
{
    [Fact]
    public void A_work_tree_gives_commit_branch_and_repository_without_credentials()
    {
        string git = Requirement.Program("git");
        using TemporaryFolder folder = new();
        Git(git, folder.Path, "init", "-q", "-b", "trunk");
        Git(git, folder.Path, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "x");
        Git(git, folder.Path, "remote", "add", "origin", "https://user:secret@example.org/team/repo.git");
        IReadOnlyDictionary<string, string> tags = EnvironmentTags.Collect(folder.Path);
        Assert.Matches("^[0-9a-f]{40}$", tags[ReservedTags.GitCommit]);
        Assert.Equal(("trunk", "https://example.org/team/repo.git"), (tags[ReservedTags.GitBranch], tags[ReservedTags.GitRepository]));
        Assert.Equal("LOCAL", tags[ReservedTags.SourceType]);
    }

    [Fact]
    public void Outside_a_work_tree_there_is_no_commit()
    {
        using TemporaryFolder folder = new();
        IReadOnlyDictionary<string, string> tags = EnvironmentTags.Collect(folder.Path);
        Assert.DoesNotContain(ReservedTags.GitCommit, tags.Keys);
        Assert.Equal(Environment.UserName, tags[ReservedTags.User]);
    }

    private static void Git(string git, string folder, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(git, ["-C", folder, .. arguments]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
