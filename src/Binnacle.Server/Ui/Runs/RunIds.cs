using System.Collections;
using System.Globalization;

namespace Binnacle.Server.Ui.Runs;

/// <summary>Many ids of runs in little memory: 16 bytes each where they are the usual 32 hexadecimal digits.</summary>
internal sealed class RunIds : IReadOnlyList<string>
{
    private readonly UInt128[]? _numbers;
    private readonly string[]? _texts;

    private RunIds(UInt128[]? numbers, string[]? texts)
    {
        _numbers = numbers;
        _texts = texts;
    }

    public int Count => _numbers?.Length ?? _texts!.Length;

    public string this[int index] => _numbers is null ? _texts![index] : _numbers[index].ToString("x32", CultureInfo.InvariantCulture);

    public static RunIds Of(IReadOnlyList<string> ids)
    {
        UInt128[] numbers = new UInt128[ids.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!TryRead(ids[i], out numbers[i]))
                return new RunIds(null, [.. ids]);
        }

        return new RunIds(numbers, null);
    }

    /// <summary>The ids of some places.</summary>
    public IReadOnlyList<string> Range(int start, int count)
    {
        string[] ids = new string[count];
        for (int i = 0; i < count; i++)
            ids[i] = this[start + i];
        return ids;
    }

    public bool SameAs(RunIds other) => _numbers is not null && other._numbers is not null
        ? _numbers.AsSpan().SequenceEqual(other._numbers)
        : this.SequenceEqual(other, StringComparer.Ordinal);

    public IEnumerator<string> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Only what is written back the same way: lower-case digits, all 32.
    private static bool TryRead(string id, out UInt128 number)
    {
        number = 0;
        return id.Length == 32 && id.All(char.IsAsciiHexDigitLower)
            && UInt128.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }
}
