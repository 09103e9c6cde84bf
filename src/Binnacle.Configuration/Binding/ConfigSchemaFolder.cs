using System.Text.Json;

namespace Binnacle.Configuration;

/// <summary>Writes JSON Schemas to a folder, where editors find them.</summary>
public static class ConfigSchemaFolder
{
    /// <summary>Writes the files; those that are there are replaced.</summary>
    /// <param name="folder">The folder; made where there is none.</param>
    /// <param name="files">The schemas, as <see cref="ConfigJsonSchema.Files{T}"/> gives them.</param>
    /// <returns>What was written, and the setting with which VS Code's YAML extension uses it.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static string Write(string folder, IReadOnlyList<ConfigSchemaFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        Directory.CreateDirectory(folder);
        foreach (ConfigSchemaFile file in files)
            File.WriteAllText(Path.Combine(folder, file.Name), file.Json);
        string root = folder.Replace('\\', '/').TrimEnd('/');
        string setting = JsonText.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("yaml.schemas");
            foreach (ConfigSchemaFile file in files)
                writer.WriteString($"{root}/{file.Name}", file.Pattern);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
        return string.Join('\n', [
            .. TextTable.Lines(["SCHEMA", "CONFIGS"], [.. files.Select(file => (string[])[$"{root}/{file.Name}", file.Pattern])]),
            "", "For VS Code with the extension redhat.vscode-yaml, in .vscode/settings.json:", setting]);
    }
}
