using Xunit;

namespace Binnacle.Testing;

/// <summary>What a finished program left: exit code and both outputs.</summary>
public sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test, with the outputs, unless the program succeeded.</summary>
    public Outcome Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{this}");
        return this;
    }

    /// <summary>Fails the test unless the program refused with exit code 1 and a message on stderr that has all <paramref name="words"/>.</summary>
    public Outcome RefusedWith(params string[] words)
    {
        Assert.True(ExitCode == 1, $"expected exit code 1, found {ExitCode}\n{this}");
        foreach (string word in words)
            Assert.Contains(word, Error, StringComparison.Ordinal);
        return WithoutStackTrace();
    }

    /// <summary>Fails the test when an output shows a stack trace.</summary>
    public Outcome WithoutStackTrace()
    {
        Assert.DoesNotMatch(@"(?m)^   at \S+\(", Output + Error);
        Assert.DoesNotContain("Unhandled exception", Error, StringComparison.Ordinal);
        return this;
    }

    public override string ToString() => $"stdout:\n{Output}\nstderr:\n{Error}";
}
