using System.Buffers;

namespace Binnacle.Jobs.Logging;

/// <summary>Records in the order in which they came, to be written together.</summary>
internal sealed class LogBatch
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<int> _ends = [];

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>Where each record ends in <see cref="Bytes"/>.</summary>
    public IReadOnlyList<int> Ends => _ends;

    public void Add(ReadOnlySpan<byte> record)
    {
        _bytes.Write(record);
        _ends.Add(_bytes.WrittenCount);
    }

    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _ends.Clear();
    }
}
