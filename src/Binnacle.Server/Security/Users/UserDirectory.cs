using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Identity;

namespace Binnacle.Server.Security.Users;

/// <summary>The users of a server, in a JSON file that only its owner can read.</summary>
/// <remarks>
/// Safe for several threads and processes: a change is made under a lock file and replaces the file as a whole; a change by
/// another process is seen at the next look. Passwords and tokens are kept as hashes only.
/// </remarks>
public sealed class UserDirectory
{
    /// <summary>Least length of a password.</summary>
    public const int MinPasswordLength = 12;

    private const string TokenStart = "bnk_";
    private const int TokenBytes = 32;
    private static readonly PasswordHasher<string> Hasher = new();
    private static readonly string NobodysHash = Hasher.HashPassword("", Convert.ToHexString(RandomNumberGenerator.GetBytes(TokenBytes)));
    private readonly string _path;
    private readonly Lock _gate = new();
    private UsersFile _file = new();
    private (DateTime Time, long Length) _seen;

    /// <summary>Opens the file; it is made by the first change.</summary>
    public UserDirectory(string path) => _path = Path.GetFullPath(path);

    /// <summary>What a user may do where nothing else is said.</summary>
    public Permission DefaultPermission => Current.DefaultPermission;

    /// <summary>All users, in the order in which they were added.</summary>
    public IReadOnlyList<UserAccount> All => Current.Users;

    private UsersFile Current
    {
        get
        {
            lock (_gate)
                return Load();
        }
    }

    /// <summary>The user of a name; null when there is none.</summary>
    public UserAccount? Find(string name) => Current.Users.FirstOrDefault(user => user.Name == name);

    /// <summary>The user that a password or token belongs to; null when it belongs to none.</summary>
    public UserAccount? Check(string name, string password)
    {
        UserAccount? user = Find(name);
        if (password.StartsWith(TokenStart, StringComparison.Ordinal) && FindByToken(password) is { } owner && owner.Name == name)
            return owner;
        // A name that is not there takes as long as one that is.
        PasswordVerificationResult result = Hasher.VerifyHashedPassword(name, user?.PasswordHash ?? NobodysHash, password);
        return result == PasswordVerificationResult.Failed ? null : user;
    }

    /// <summary>The user that a token belongs to; null when it belongs to none.</summary>
    public UserAccount? FindByToken(string token)
    {
        string hash = HashOf(token);
        return Current.Users.FirstOrDefault(user => user.Tokens.Values.Contains(hash));
    }

    /// <summary>Adds a user.</summary>
    /// <exception cref="TrackingException">The name is taken or empty, or the password is too short.</exception>
    public UserAccount Add(string name, string password, bool isAdmin = false)
    {
        CheckName(name);
        CheckPassword(password);
        UsersFile file = Change(old => old.Users.Any(user => user.Name == name)
            ? throw new TrackingException(ErrorCodes.ResourceAlreadyExists, $"User (username={name}) already exists.")
            : old with
            {
                NextId = old.NextId + 1,
                Users = [.. old.Users, new UserAccount { Id = old.NextId, Name = name, PasswordHash = Hasher.HashPassword(name, password), IsAdmin = isAdmin }],
            });
        return file.Users[^1];
    }

    /// <summary>Removes a user with tokens and permissions.</summary>
    public void Remove(string name) => Change(old => old with { Users = [.. old.Users.Where(user => user != Need(old, name))] });

    /// <summary>Gives a user another password.</summary>
    public void SetPassword(string name, string password)
    {
        CheckPassword(password);
        ChangeUser(name, user => user with { PasswordHash = Hasher.HashPassword(name, password) });
    }

    /// <summary>Permits everything to a user, or no longer.</summary>
    public void SetAdmin(string name, bool isAdmin) => ChangeUser(name, user => user with { IsAdmin = isAdmin });

    /// <summary>Says what a user may do with an experiment; null for the default.</summary>
    public void SetExperimentPermission(string name, string experimentId, Permission? permission) =>
        ChangeUser(name, user => user with { Experiments = With(user.Experiments, experimentId, permission) });

    /// <summary>Says what a user may do with a registered model; null for the default.</summary>
    public void SetModelPermission(string name, string model, Permission? permission) =>
        ChangeUser(name, user => user with { Models = With(user.Models, model, permission) });

    /// <summary>Says what users may do where nothing else is said.</summary>
    public void SetDefaultPermission(Permission permission) => Change(old => old with { DefaultPermission = permission });

    /// <summary>Moves permissions on a registered model to its new name.</summary>
    public void RenameModel(string oldName, string newName) => Change(old => old with
    {
        Users = [.. old.Users.Select(user => user.Models.TryGetValue(oldName, out Permission permission)
            ? user with { Models = With(With(user.Models, oldName, null), newName, permission) } : user)],
    });

    /// <summary>Makes a token for a user. It is told this once; only its hash is kept.</summary>
    public string AddToken(string name, string label)
    {
        string token = TokenStart + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        ChangeUser(name, user => user with { Tokens = With(user.Tokens, label, HashOf(token)) });
        return token;
    }

    /// <summary>Removes a token of a user.</summary>
    public void RemoveToken(string name, string label) => ChangeUser(name, user => user.Tokens.ContainsKey(label)
        ? user with { Tokens = With(user.Tokens, label, null) }
        : throw new TrackingException(ErrorCodes.ResourceDoesNotExist, $"User '{name}' has no token '{label}'."));

    private static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl))
            throw new TrackingException(ErrorCodes.InvalidParameterValue, "A user's name must not be empty and must not hold a colon.");
    }

    private static void CheckPassword(string password)
    {
        if (password.Length < MinPasswordLength)
            throw new TrackingException(ErrorCodes.InvalidParameterValue, $"Password must be a string longer than {MinPasswordLength - 1} characters.");
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static Dictionary<string, Permission> With(IReadOnlyDictionary<string, Permission> map, string key, Permission? value)
    {
        Dictionary<string, Permission> copy = new(map, StringComparer.Ordinal);
        copy.Remove(key);
        if (value is { } given)
            copy[key] = given;
        return copy;
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> map, string key, string? value)
    {
        Dictionary<string, string> copy = new(map, StringComparer.Ordinal);
        copy.Remove(key);
        if (value is not null)
            copy[key] = value;
        return copy;
    }

    private static UserAccount Need(UsersFile file, string name) => file.Users.FirstOrDefault(user => user.Name == name)
        ?? throw new TrackingException(ErrorCodes.ResourceDoesNotExist, $"User with username={name} not found");

    private void ChangeUser(string name, Func<UserAccount, UserAccount> change) => Change(old =>
    {
        UserAccount user = Need(old, name);
        return old with { Users = [.. old.Users.Select(item => item == user ? change(item) : item)] };
    });

    private UsersFile Change(Func<UsersFile, UsersFile> change)
    {
        lock (_gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using FileStream _ = LockFile();
            UsersFile changed = change(Load());
            string scratch = $"{_path}.{Environment.ProcessId}.tmp";
            using (FileStream file = new(scratch, PrivateFile(FileMode.Create)))
                JsonSerializer.Serialize(file, changed, UsersFileJson.Default.UsersFile);
            File.Move(scratch, _path, overwrite: true);
            return Load();
        }
    }

    private UsersFile Load()
    {
        FileInfo info = new(_path);
        if (!info.Exists)
            return _file = new UsersFile();
        (DateTime, long) found = (info.LastWriteTimeUtc, info.Length);
        if (found != _seen)
        {
            _file = Read();
            _seen = found;
        }

        return _file;
    }

    private UsersFile Read()
    {
        try
        {
            using FileStream file = File.OpenRead(_path);
            return JsonSerializer.Deserialize(file, UsersFileJson.Default.UsersFile) ?? throw new JsonException("it is empty");
        }
        catch (JsonException error)
        {
            throw new TrackingException(ErrorCodes.InternalError, $"{_path}: the file of users cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Waits for the lock beside the file; it goes with its owner.</summary>
    private FileStream LockFile()
    {
        const int Attempts = 200;
        const int PauseMilliseconds = 25;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(_path + ".lock", PrivateFile(FileMode.OpenOrCreate));
            }
            catch (IOException) when (attempt < Attempts)
            {
                Thread.Sleep(PauseMilliseconds);
            }
        }
    }

    private static FileStreamOptions PrivateFile(FileMode mode)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
