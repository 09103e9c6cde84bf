using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Binnacle.Bench.Server;

/// <summary>
/// One connection that sends requests one after the other and waits for each answer. It does nothing else, so that the server has
/// the processors for itself.
/// </summary>
internal sealed class LoadClient : IDisposable
{
    private static readonly byte[] Success = "HTTP/1.1 200"u8.ToArray();
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private readonly string _authority;
    private readonly byte[] _buffer = new byte[1 << 16];

    public LoadClient(Uri address)
    {
        _client = new TcpClient(address.Host, address.Port) { NoDelay = true };
        _stream = _client.GetStream();
        _authority = address.Authority;
    }

    /// <summary>A request as it goes over the line.</summary>
    public byte[] Request(string call, string body) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"POST /api/2.0/mlflow/{call} HTTP/1.1\r\nHost: {_authority}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    /// <summary>Sends a request and waits for its whole answer, which must be a success without content (<c>{}</c>).</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> request)
    {
        await _stream.WriteAsync(request);
        int length = 0;
        do
        {
            int read = await _stream.ReadAsync(_buffer.AsMemory(length));
            length += read > 0 ? read : throw new IOException("The server closed the connection.");
        }
        while (!_buffer.AsSpan(0, length).EndsWith("\r\n\r\n{}"u8));
        if (!_buffer.AsSpan().StartsWith(Success))
            throw new InvalidOperationException(Encoding.UTF8.GetString(_buffer, 0, length));
    }

    public void Dispose() => _client.Dispose();
}
