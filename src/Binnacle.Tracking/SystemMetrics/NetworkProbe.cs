using System.Net.NetworkInformation;

namespace Binnacle.Tracking;

/// <summary>What went over all network interfaces since the probe was made.</summary>
internal sealed class NetworkProbe : ISystemProbe
{
    private const double Megabyte = 1e6;
    private readonly (double Received, double Sent)? _start = Totals();

    public IEnumerable<(string Name, double Value)> Measure()
    {
        if (_start is not { } start || Totals() is not { } now)
            yield break;
        yield return ("network_receive_megabytes", Math.Max(now.Received - start.Received, 0) / Megabyte);
        yield return ("network_transmit_megabytes", Math.Max(now.Sent - start.Sent, 0) / Megabyte);
    }

    private static (double Received, double Sent)? Totals()
    {
        try
        {
            double received = 0, sent = 0;
            foreach (NetworkInterface item in NetworkInterface.GetAllNetworkInterfaces())
            {
                IPInterfaceStatistics statistics = item.GetIPStatistics();
                received += statistics.BytesReceived;
                sent += statistics.BytesSent;
            }

            return (received, sent);
        }
        catch (Exception absent) when (absent is NetworkInformationException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
