using Binnacle.Cli.Commands;

return await CommandLine.RunAsync(args);
