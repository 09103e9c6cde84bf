using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Tells faults to people: the message alone, unless the user asks for stack traces.</summary>
internal static class JobError
{
    private static bool Full =>
        Environment.GetEnvironmentVariable("HYDRA_FULL_ERROR") == "1" || Environment.GetEnvironmentVariable("BINNACLE_FULL_ERROR") == "1";

    /// <summary>A fault of the configuration, the file system or a sweep.</summary>
    public static void Write(TextWriter writer, Exception error)
    {
        writer.WriteLine(Full ? error.ToString() : Text(error).TrimEnd());
        WriteHint(writer);
    }

    /// <summary>A fault of the job itself, with the overrides that lead to it.</summary>
    public static void WriteJob(TextWriter writer, IReadOnlyList<string> overrides, string text)
    {
        writer.WriteLine($"Error executing job with overrides: {PythonList.Of(overrides)}");
        writer.WriteLine(text.TrimEnd());
        WriteHint(writer);
    }

    /// <summary>The text of a job's exception: type and message, those of its causes, or everything when asked for.</summary>
    public static string OfJob(Exception error)
    {
        if (Full)
            return error.ToString();
        var lines = new List<string>();
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
            lines.Add((lines.Count == 0 ? "" : "caused by ") + Named(cause));
        return string.Join('\n', lines);
    }

    /// <summary>The faults that are told without a stack trace because their message is for people.</summary>
    public static bool IsForPeople(Exception error) =>
        error is ConfigException or JobFailedException or IOException or UnauthorizedAccessException;

    private static string Named(Exception error) => error is ConfigException ? error.Message : $"{error.GetType().Name}: {error.Message}";

    private static string Text(Exception error) => error switch
    {
        _ when IsForPeople(error) => error.Message,
        _ => OfJob(error),
    };

    private static void WriteHint(TextWriter writer)
    {
        if (Full)
            return;
        writer.WriteLine();
        writer.WriteLine("Set the environment variable HYDRA_FULL_ERROR=1 for a complete stack trace.");
    }
}
