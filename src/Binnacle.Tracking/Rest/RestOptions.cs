using System.Globalization;

namespace Binnacle.Tracking;

/// <summary>How a tracking server is called: who calls, how patiently, and what is trusted.</summary>
public sealed record RestOptions
{
    /// <summary>Name for basic authentication. Default: none, or the one in the server's address.</summary>
    public string? Username { get; init; }

    /// <summary>Password that belongs to <see cref="Username"/>.</summary>
    public string? Password { get; init; }

    /// <summary>Token for bearer authentication; heeded when there are no name and password. Default: none.</summary>
    public string? Token { get; init; }

    /// <summary>Accept any certificate of the server. Default: false.</summary>
    public bool InsecureTls { get; init; }

    /// <summary>File (PEM) of the certificates that the server's may be issued by. Default: the system's. Excludes <see cref="InsecureTls"/>.</summary>
    public string? ServerCertificatePath { get; init; }

    /// <summary>File (PEM) with the caller's certificate and key. Default: none.</summary>
    public string? ClientCertificatePath { get; init; }

    /// <summary>How often a call is tried again when the server is away or busy. Default: 7.</summary>
    public int MaxRetries { get; init; } = 7;

    /// <summary>Seconds that the pauses between tries grow from: the first try follows at once, then 2, 4, 8 … times these. Default: 2.</summary>
    public double BackoffFactor { get; init; } = 2;

    /// <summary>Greatest number of seconds, drawn at random, by which a pause is longer. Default: 1.</summary>
    public double BackoffJitter { get; init; } = 1;

    /// <summary>Whether the server's word on when to try again (<c>Retry-After</c>) is heeded. Default: true.</summary>
    public bool RespectRetryAfter { get; init; } = true;

    /// <summary>How long an answer is waited for; transfers of artifacts may take longer. Default: 120 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Whether redirections are followed. Default: true.</summary>
    public bool AllowRedirects { get; init; } = true;

    /// <summary>The options that MLflow's variables give (<c>MLFLOW_TRACKING_USERNAME</c>, <c>MLFLOW_HTTP_REQUEST_MAX_RETRIES</c>, …), and its file of credentials.</summary>
    /// <param name="environment">Reads variables. Default: the process's.</param>
    /// <exception cref="TrackingException">A variable holds no number where one is expected, or two exclude each other.</exception>
    public static RestOptions FromEnvironment(Func<string, string?>? environment = null)
    {
        Func<string, string?> read = environment ?? Environment.GetEnvironmentVariable;
        RestOptions defaults = new();
        (string? username, string? password) = (Text(read, "MLFLOW_TRACKING_USERNAME"), Text(read, "MLFLOW_TRACKING_PASSWORD"));
        if (username is null && password is null)
            (username, password) = CredentialsFile.Read(read);
        RestOptions options = new()
        {
            Username = username,
            Password = password,
            Token = Text(read, "MLFLOW_TRACKING_TOKEN"),
            InsecureTls = Flag(read, "MLFLOW_TRACKING_INSECURE_TLS", false),
            ServerCertificatePath = Text(read, "MLFLOW_TRACKING_SERVER_CERT_PATH"),
            ClientCertificatePath = Text(read, "MLFLOW_TRACKING_CLIENT_CERT_PATH"),
            MaxRetries = (int)Number(read, "MLFLOW_HTTP_REQUEST_MAX_RETRIES", defaults.MaxRetries),
            BackoffFactor = Number(read, "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR", defaults.BackoffFactor),
            BackoffJitter = Number(read, "MLFLOW_HTTP_REQUEST_BACKOFF_JITTER", defaults.BackoffJitter),
            RespectRetryAfter = Flag(read, "MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER", true),
            Timeout = TimeSpan.FromSeconds(Math.Max(1, Number(read, "MLFLOW_HTTP_REQUEST_TIMEOUT", defaults.Timeout.TotalSeconds))),
            AllowRedirects = Flag(read, "MLFLOW_ALLOW_HTTP_REDIRECTS", true),
        };
        return options.InsecureTls && options.ServerCertificatePath is not null
            ? throw TrackingException.Invalid("MLFLOW_TRACKING_INSECURE_TLS and MLFLOW_TRACKING_SERVER_CERT_PATH exclude each other: unset one of them.")
            : options;
    }

    /// <summary>The type's name: nothing secret gets into a log.</summary>
    public override string ToString() => nameof(RestOptions);

    private static string? Text(Func<string, string?> read, string variable) => read(variable) is { Length: > 0 } text ? text : null;

    private static double Number(Func<string, string?> read, string variable, double missing)
    {
        if (Text(read, variable) is not { } text)
            return missing;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= 0 && number < int.MaxValue
            ? number
            : throw TrackingException.Invalid($"{variable}: expected a number that is not negative, found '{text}'.");
    }

    private static bool Flag(Func<string, string?> read, string variable, bool missing) => Text(read, variable)?.ToUpperInvariant() switch
    {
        null => missing,
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => throw TrackingException.Invalid($"{variable}: expected true or false, found '{read(variable)}'."),
    };
}
