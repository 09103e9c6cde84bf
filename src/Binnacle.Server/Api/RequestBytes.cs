using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Binnacle.Server.Api;

/// <summary>The whole body of a request, in a buffer that is given back.</summary>
internal sealed class RequestBytes : IDisposable
{
    private byte[] _buffer;

    private RequestBytes(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    public static async Task<RequestBytes> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        RequestBytes bytes = new((int)Math.Clamp(request.ContentLength ?? 1024, 1024, 1 << 20));
        try
        {
            while (await request.Body.ReadAsync(bytes.Rest(), cancellationToken) is var read and > 0)
                bytes.Length += read;
            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private Memory<byte> Rest()
    {
        if (Length == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(Length);
    }
}
