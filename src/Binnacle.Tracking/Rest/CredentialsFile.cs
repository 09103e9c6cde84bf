namespace Binnacle.Tracking;

/// <summary>MLflow's file of credentials, <c>~/.mlflow/credentials</c>: section <c>[mlflow]</c>, keys <c>mlflow_tracking_username</c> and <c>…_password</c>.</summary>
internal static class CredentialsFile
{
    public static (string? Username, string? Password) Read(Func<string, string?> environment)
    {
        string? home = environment("HOME") is { Length: > 0 } set ? set : environment("USERPROFILE");
        string path = Path.Combine(home ?? "", ".mlflow", "credentials");
        if (string.IsNullOrEmpty(home) || !File.Exists(path))
            return (null, null);
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        bool inSection = false;
        foreach (string line in File.ReadLines(path).Select(line => line.Trim()))
        {
            int equals = line.IndexOfAny(['=', ':']);
            if (line.StartsWith('['))
                inSection = line == "[mlflow]";
            else if (inSection && equals > 0 && line[0] is not ('#' or ';'))
                values[line[..equals].TrimEnd()] = line[(equals + 1)..].TrimStart();
        }

        return (values.GetValueOrDefault("mlflow_tracking_username"), values.GetValueOrDefault("mlflow_tracking_password"));
    }
}
