using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>Pages of a list, by MLflow's token: base64 of <c>{"offset": n}</c>.</summary>
internal static class Paging
{
    public static PagedList<T> Page<T>(IReadOnlyList<T> all, int size, string? token)
    {
        int start = Math.Min(StartOf(token), all.Count);
        int count = Math.Min(size, all.Count - start);
        if (count == all.Count)
            return new PagedList<T>(all, null);
        List<T> items = new(count);
        for (int i = start; i < start + count; i++)
            items.Add(all[i]);
        return new PagedList<T>(items, start + count < all.Count ? TokenOf(start + count) : null);
    }

    /// <summary>The page of items that were read from <paramref name="offset"/> on, one more than its size when there is a next page.</summary>
    public static PagedList<T> PageAt<T>(List<T> read, int size, int offset)
    {
        if (read.Count <= size)
            return new PagedList<T>(read, null);
        read.RemoveRange(size, read.Count - size);
        return new PagedList<T>(read, TokenOf(offset + size));
    }

    /// <summary>Where the page of a token begins; without a token at the first item.</summary>
    /// <exception cref="TrackingException">The token is none of ours.</exception>
    public static int StartOf(string? token) => string.IsNullOrEmpty(token) ? 0 : OffsetOf(token);

    public static string TokenOf(int offset) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{{\"offset\": {offset}}}")));

    private static int OffsetOf(string token)
    {
        byte[] bytes = new byte[token.Length];
        // As in MLflow, what cannot be base64 is passed over.
        string digits = string.Concat(token.Where(character => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '='));
        if (!Convert.TryFromBase64String(digits, bytes, out int length))
            throw TrackingException.Invalid("Invalid page token, could not base64-decode");
        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes.AsMemory(0, length));
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("offset", out JsonElement offset)
                && offset.ValueKind == JsonValueKind.Number && offset.TryGetInt32(out int value) && value > 0)
            {
                return value;
            }

            throw TrackingException.Invalid($"Invalid page token, parsed value={json.RootElement.GetRawText()}");
        }
        catch (JsonException)
        {
            throw TrackingException.Invalid($"Invalid page token, decoded value=b'{Encoding.ASCII.GetString(bytes, 0, length)}'");
        }
    }
}
