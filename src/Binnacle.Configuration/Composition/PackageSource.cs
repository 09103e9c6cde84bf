using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>Finds the embedded configs that <c>pkg://Assembly/folder</c> names.</summary>
internal static class PackageSource
{
    private const string DefaultFolder = "conf";

    /// <summary>The source of <c>Assembly/folder</c>; a missing one, with the reason, when the program has no such assembly or resources.</summary>
    public static IConfigSource Find(string provider, string package)
    {
        int slash = package.IndexOfAny(['/', '\\']);
        string name = slash < 0 ? package : package[..slash];
        string folder = slash < 0 ? DefaultFolder : package[(slash + 1)..];
        string path = "pkg://" + package;
        if (Assembly(name) is not { } assembly)
        {
            string? nearest = NearestName.Of(name, AppDomain.CurrentDomain.GetAssemblies().Select(Name));
            return new MissingSource(provider, path, $"The program has no assembly '{name}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}");
        }

        var source = new EmbeddedSource(provider, assembly, folder);
        return source.IsAvailable
            ? source
            : new MissingSource(provider, path, $"Assembly '{name}' has no resource {folder.Trim('/')}/….yaml. Embed them with <EmbeddedConfig Include=\"conf/**/*.yaml\" /> in its project.");
    }

    private static Assembly? Assembly(string name)
    {
        if (Array.Find(AppDomain.CurrentDomain.GetAssemblies(), loaded => Name(loaded) == name) is { } found)
            return found;
        // A referenced assembly of which nothing has run yet is not loaded. Other names must never reach the loader.
        if (name.Length == 0 || !name.All(character => char.IsLetterOrDigit(character) || character is '.' or '_' or '-'))
            return null;
        try
        {
            return System.Reflection.Assembly.Load(new AssemblyName(name));
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
            return null;
        }
    }

    private static string Name(Assembly assembly) => assembly.GetName().Name ?? "";
}
