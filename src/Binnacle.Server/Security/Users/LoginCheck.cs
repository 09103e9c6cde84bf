using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Binnacle.Server.Security.Users;

/// <summary>Checks passwords and tokens, and slows down who guesses.</summary>
internal sealed class LoginCheck(UserDirectory users, TimeProvider time)
{
    private const int MaxFailures = 20;
    private const int MaxKept = 10_000;
    private static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(5);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    // A password costs tens of milliseconds to check on purpose; one that was right is not checked again for a while.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _right = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IPAddress, (int Count, DateTimeOffset Since)> _failures = new();

    /// <summary>Whether an address has failed so often that it must wait.</summary>
    public bool IsLockedOut(IPAddress address) =>
        _failures.TryGetValue(address, out (int Count, DateTimeOffset Since) failed) && failed.Count >= MaxFailures && time.GetUtcNow() - failed.Since < FailureWindow;

    /// <summary>The user that a header <c>Authorization</c> shows; null, and counted, when it shows none.</summary>
    public UserAccount? Identify(IPAddress address, string header) => Counted(address, Identify(header));

    /// <summary>The user whose name and password these are; null, and counted, when they are nobody's.</summary>
    public UserAccount? Identify(IPAddress address, string name, string password) => Counted(address, Check(name, password));

    private UserAccount? Counted(IPAddress address, UserAccount? user)
    {
        if (user is not null)
            return user;
        if (_failures.Count >= MaxKept)
            _failures.Clear();
        DateTimeOffset now = time.GetUtcNow();
        _failures.AddOrUpdate(address, (1, now), (_, old) => now - old.Since < FailureWindow ? (old.Count + 1, old.Since) : (1, now));
        return null;
    }

    private UserAccount? Identify(string header)
    {
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return users.FindByToken(header[7..].Trim());
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        byte[] bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), bytes, out int length))
            return null;
        string pair = Encoding.UTF8.GetString(bytes, 0, length);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : Check(pair[..colon], pair[(colon + 1)..]);
    }

    private UserAccount? Check(string name, string password)
    {
        string proof = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{name}\0{password}\0{users.Find(name)?.PasswordHash}")));
        if (_right.TryGetValue(proof, out DateTimeOffset until) && until > time.GetUtcNow())
            return users.Find(name);
        UserAccount? user = users.Check(name, password);
        if (user is not null)
        {
            if (_right.Count >= MaxKept)
                _right.Clear();
            _right[proof] = time.GetUtcNow() + Trust;
        }

        return user;
    }
}
