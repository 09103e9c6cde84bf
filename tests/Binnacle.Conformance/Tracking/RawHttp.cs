using System.Net.Sockets;
using System.Text;

namespace Binnacle.Conformance.Tracking;

/// <summary>Sends a request byte by byte as it is written: no path is made normal on the way.</summary>
internal static class RawHttp
{
    public static RawAnswer Send(Uri address, string method, string path, IReadOnlyDictionary<string, string> headers, byte[]? body)
    {
        using TcpClient client = new(address.Host, address.Port) { ReceiveTimeout = 10_000 };
        using NetworkStream stream = client.GetStream();
        StringBuilder head = new($"{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if (!headers.ContainsKey("Host"))
            head.Append($"Host: {address.Authority}\r\n");
        foreach ((string name, string value) in headers)
            head.Append($"{name}: {value}\r\n");
        head.Append($"Content-Length: {body?.Length ?? 0}\r\n\r\n");
        stream.Write(Encoding.UTF8.GetBytes(head.ToString()));
        if (body is not null)
            stream.Write(body);
        using MemoryStream received = new();
        stream.CopyTo(received);
        return RawAnswer.Parse(Encoding.UTF8.GetString(received.ToArray()));
    }
}
