using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary>Progress in lines, written at once and in order, which <see cref="Progress{T}"/> does not.</summary>
internal sealed class Lines(IAnsiConsole console) : IProgress<string>
{
    public void Report(string value) => console.WriteLine(value);
}
