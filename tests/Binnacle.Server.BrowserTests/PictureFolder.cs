namespace Binnacle.Server.BrowserTests;

/// <summary>Where <c>eng/pictures.sh</c> wants the pictures.</summary>
internal static class PictureFolder
{
    private const string Variable = "BINNACLE_PICTURES";

    /// <summary>The path of a picture in it.</summary>
    /// <exception cref="InvalidOperationException">The variable names no folder.</exception>
    public static string File(string name)
    {
        string folder = Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException($"{Variable} names no folder.");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name.ToLowerInvariant() + ".png");
    }
}
