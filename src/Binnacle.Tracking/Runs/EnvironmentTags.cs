using System.Diagnostics;

namespace Binnacle.Tracking;

/// <summary>Tags that say who started a run, with which program, at which commit.</summary>
public static class EnvironmentTags
{
    private static readonly TimeSpan GitPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// <c>mlflow.user</c>, <c>mlflow.source.name</c>, <c>mlflow.source.type</c>, and where the program or the working directory lies in a
    /// git work tree <c>mlflow.source.git.commit</c>, <c>.branch</c> and <c>.repoURL</c>. What cannot be found out is left out.
    /// </summary>
    /// <param name="workingDirectory">Where to look for a git work tree. Default: the working directory.</param>
    public static IReadOnlyDictionary<string, string> Collect(string? workingDirectory = null)
    {
        Dictionary<string, string> tags = new(StringComparer.Ordinal)
        {
            [ReservedTags.User] = Environment.UserName,
            [ReservedTags.SourceName] = Environment.GetCommandLineArgs() is [{ Length: > 0 } program, ..] ? program : Environment.ProcessPath ?? "",
            [ReservedTags.SourceType] = "LOCAL",
        };
        string folder = workingDirectory ?? Environment.CurrentDirectory;
        if (!IsInWorkTree(folder))
            return tags;

        Task<string?> repository = Task.Run(() => Git(folder, "config", "--get", "remote.origin.url"));
        string[] head = Git(folder, "rev-parse", "HEAD", "--abbrev-ref", "HEAD")?.Split('\n') ?? [];
        Add(tags, ReservedTags.GitCommit, head.ElementAtOrDefault(0));
        // A head without a branch answers with its own name.
        Add(tags, ReservedTags.GitBranch, head.ElementAtOrDefault(1) is { } branch && branch != "HEAD" ? branch : null);
        Add(tags, ReservedTags.GitRepository, WithoutCredentials(repository.Result));
        return tags;
    }

    private static void Add(Dictionary<string, string> tags, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            tags[key] = value;
    }

    /// <summary>Saves starting git where there is nothing to ask.</summary>
    private static bool IsInWorkTree(string folder)
    {
        for (DirectoryInfo? parent = new(folder); parent is not null; parent = parent.Parent)
        {
            if (Path.Exists(Path.Combine(parent.FullName, ".git")))
                return true;
        }

        return false;
    }

    private static string? WithoutCredentials(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.UserInfo.Length > 0
            ? new UriBuilder(uri) { UserName = "", Password = "" }.Uri.ToString()
            : url;

    private static string? Git(string folder, params string[] arguments)
    {
        try
        {
            ProcessStartInfo start = new("git", ["-C", folder, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                UseShellExecute = false,
                CreateNoWindow = true,
            };
            using Process git = Process.Start(start)!;
            git.StandardInput.Close();
            Task<string> output = git.StandardOutput.ReadToEndAsync();
            Task<string> errors = git.StandardError.ReadToEndAsync();
            if (!git.WaitForExit(GitPatience))
            {
                git.Kill();
                return null;
            }

            Task.WaitAll(output, errors);
            return git.ExitCode == 0 ? output.Result.Trim() : null;
        }
        catch (Exception absent) when (absent is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            return null;
        }
    }
}
