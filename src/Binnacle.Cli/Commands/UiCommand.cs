using System.CommandLine;
using System.Globalization;
using Binnacle.Server;

namespace Binnacle.Cli.Commands;

/// <summary><c>binnacle ui</c>: the web server until Ctrl+C.</summary>
internal static class UiCommand
{
    public static Command Create(string name, string description)
    {
        Option<string?> store = StoreOption.Create();
        var host = new Option<string>("--host")
        {
            Description = "Address to listen on; 0.0.0.0 is every address of this machine.",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        var port = new Option<int>("--port", "-p")
        {
            Description = "Port to listen on; 0 takes a free one.",
            DefaultValueFactory = _ => 5000,
        };
        port.Validators.Add(result =>
        {
            // The default, which has no token, is checked as well.
            if (result.Tokens is [{ Value: var text }, ..] && (!int.TryParse(text, CultureInfo.InvariantCulture, out int number) || number is < 0 or > 65535))
                result.AddError($"--port: expected a number from 0 to 65535, found '{text}'.");
        });
        var allowed = new Option<string[]>("--allowed-hosts")
        {
            Description = "Names under which browsers may reach the server, besides localhost and addresses.",
            HelpName = "name",
            AllowMultipleArgumentsPerToken = true,
        };

        var command = new Command(name, description) { store, host, port, allowed };
        command.SetAction((parsed, stop) => ServeAsync(
            new ServerOptions
            {
                BackendStoreUri = parsed.GetValue(store),
                Host = parsed.GetValue(host)!,
                Port = parsed.GetValue(port),
                AllowedHosts = parsed.GetValue(allowed) ?? [],
            },
            parsed.InvocationConfiguration.Output, stop));
        return command;
    }

    private static async Task<int> ServeAsync(ServerOptions options, TextWriter output, CancellationToken stop)
    {
        await using BinnacleServer server = await BinnacleServer.StartAsync(options, cancellationToken: stop);
        await output.WriteLineAsync($"Binnacle shows {server.StoreUri}");
        await output.WriteLineAsync($"  at {server.Address.GetLeftPart(UriPartial.Authority)}    (Ctrl+C stops it)");
        await output.FlushAsync(stop);
        await server.WaitForShutdownAsync(stop);
        return 0;
    }
}
