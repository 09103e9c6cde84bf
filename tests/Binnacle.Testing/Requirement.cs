using Xunit;

namespace Binnacle.Testing;

/// <summary>What a test needs besides the SDK. Absent, the test is skipped, or fails where the CI asks for everything.</summary>
public static class Requirement
{
    private static bool RequireAll => Environment.GetEnvironmentVariable("BINNACLE_TEST_REQUIRE") == "all";

    /// <summary>Skips the test (or fails it in the CI) unless <paramref name="present"/>.</summary>
    public static void Of(bool present, string reason)
    {
        if (present)
            return;
        if (RequireAll)
            Assert.Fail($"BINNACLE_TEST_REQUIRE=all, but {reason}");
        Assert.Skip(reason);
    }

    /// <summary>The full path of a program on PATH; the test is skipped when it is absent.</summary>
    public static string Program(string name)
    {
        string? path = Find(name);
        Of(path is not null, $"the program '{name}' is not on PATH");
        return path!;
    }

    /// <summary>True when a program is on PATH.</summary>
    public static bool HasProgram(string name) => Find(name) is not null;

    /// <summary>Skips a test that is meant for other hardware or another operating system; never a failure.</summary>
    public static void OtherMachine(bool fits, string reason)
    {
        if (!fits)
            Assert.Skip("other machine: " + reason);
    }

    private static string? Find(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ""] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists);
    }
}
