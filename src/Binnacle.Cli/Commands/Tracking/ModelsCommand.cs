using System.CommandLine;
using System.Globalization;
using Binnacle.Configuration;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle models …</c>: the model registry of a store.</summary>
internal static class ModelsCommand
{
    public static Command Create(IAnsiConsole console) => new("models", "Registered models of a store: listed, shown, registered, given aliases, deleted.")
    {
        List(console), Show(console), Register(console), Alias(console), Delete(console),
    };

    private static Command List(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create(), registry = RegistryOption();
        Option<string?> filter = new("--filter", "-f") { Description = "Condition in MLflow's search syntax, for example \"name LIKE 'digits%'\"." };
        Command command = new("list", "Show the registered models as a table.") { store, registry, filter };
        command.Aliases.Add("search");
        command.SetStoreAction(Uri(registry, store), async (parsed, opened, stop) =>
        {
            IReadOnlyList<RegisteredModel> models = await AllAsync(opened, parsed.GetValue(filter), stop);
            if (models.Count == 0)
            {
                console.WriteLine("No models match.");
                return;
            }

            Table table = new Table().Border(TableBorder.Simple).AddColumns("Name", "Latest version", "Aliases", "Changed");
            foreach (RegisteredModel model in models)
            {
                string latest = model.LatestVersions.Count == 0 ? "" : Text(model.LatestVersions.Max(version => version.Version));
                table.AddRow(new Text(model.Name), new Text(latest), new Text(Aliases(model)), new Text(EntityText.Time(model.LastUpdateTime)));
            }

            console.Write(table);
        });
        return command;
    }

    private static Command Show(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create(), registry = RegistryOption();
        Argument<string> name = Name();
        Command command = new("show", "Show a registered model with its versions.") { name, store, registry };
        command.SetStoreAction(Uri(registry, store), async (parsed, opened, stop) =>
        {
            RegisteredModel model = await FindAsync(opened, parsed.GetValue(name)!, stop);
            console.WriteLine($"Name         {model.Name}");
            if (!string.IsNullOrEmpty(model.Description))
                console.WriteLine($"Description  {model.Description}");
            if (model.Aliases.Count > 0)
                console.WriteLine($"Aliases      {Aliases(model)}");
            foreach ((string key, string value) in model.Tags)
                console.WriteLine($"Tag          {key} = {value}");
            Table table = new Table().Border(TableBorder.Simple).AddColumns("Version", "Stage", "Run", "Files", "Created");
            foreach (ModelVersion version in await VersionsAsync(opened, model.Name, stop))
                table.AddRow(new Text(Text(version.Version)), new Text(version.CurrentStage), new Text(version.RunId ?? ""), new Text(version.Source ?? ""), new Text(EntityText.Time(version.CreationTime)));
            console.Write(table);
        });
        return command;
    }

    private static Command Register(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create(), registry = RegistryOption();
        Argument<string> name = Name(), run = new("run") { Description = "The run that made the model: id, beginning of it, or name." };
        Argument<string> path = new("path") { Description = "Where the model lies among the run's files.", DefaultValueFactory = _ => "model" };
        Option<string?> about = new("--description") { Description = "Description of the version, in Markdown." };
        Command command = new("register", "Register the model of a run as a new version, and print its number.") { name, run, path, store, registry, about };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            RunInfo made = (await Finder.RunAsync(opened, parsed.GetValue(run)!, stop)).Info;
            string model = parsed.GetValue(path)!;
            if ((await opened.OpenArtifacts(made).ListFilesAsync(model, stop)).Count == 0)
                throw new TrackingException(ErrorCodes.ResourceDoesNotExist, $"Run '{made.RunName}' ({made.RunId}) has no files in '{model}'.");
            ITrackingStore? other = parsed.GetValue(registry) is { } uri ? StoreOption.Open(uri) : null;
            using var close = other as IDisposable;
            IModelRegistryStore models = (other ?? opened).ModelRegistry;
            if (await TryFindAsync(models, parsed.GetValue(name)!, stop) is null)
                await models.CreateRegisteredModelAsync(parsed.GetValue(name)!, cancellationToken: stop);
            ModelVersion version = await models.CreateModelVersionAsync(
                new ModelVersionCreation { Name = parsed.GetValue(name)!, Source = $"{made.ArtifactUri}/{model}", RunId = made.RunId, Description = parsed.GetValue(about) }, stop);
            console.WriteLine(Text(version.Version));
        });
        return command;
    }

    private static Command Alias(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create(), registry = RegistryOption();
        Argument<string> name = Name(), alias = new("alias") { Description = "The alias, for example champion." };
        Argument<int?> version = new("version") { Description = "The version it points at. Without: the alias is removed.", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("alias", "Point an alias at a version of a model, or remove it.") { name, alias, version, store, registry };
        command.SetStoreAction(Uri(registry, store), async (parsed, opened, stop) =>
        {
            RegisteredModel model = await FindAsync(opened, parsed.GetValue(name)!, stop);
            if (parsed.GetValue(version) is { } number)
                await opened.ModelRegistry.SetAliasAsync(model.Name, parsed.GetValue(alias)!, number, stop);
            else if (model.Aliases.ContainsKey(parsed.GetValue(alias)!))
                await opened.ModelRegistry.DeleteAliasAsync(model.Name, parsed.GetValue(alias)!, stop);
            else
                throw new TrackingException(ErrorCodes.ResourceDoesNotExist, $"Model '{model.Name}' has no alias '{parsed.GetValue(alias)}'.");
            console.WriteLine(parsed.GetValue(version) is { } at ? $"alias '{parsed.GetValue(alias)}' of model '{model.Name}' points at version {at}" : $"removed alias '{parsed.GetValue(alias)}' of model '{model.Name}'");
        });
        return command;
    }

    private static Command Delete(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create(), registry = RegistryOption();
        Argument<string> name = Name();
        Option<int?> version = new("--version") { Description = "Only this version. Default: the model with all its versions." };
        Command command = new("delete", "Remove a registered model or one version for good; the models' files stay.") { name, store, registry, version };
        command.SetStoreAction(Uri(registry, store), async (parsed, opened, stop) =>
        {
            RegisteredModel model = await FindAsync(opened, parsed.GetValue(name)!, stop);
            if (parsed.GetValue(version) is { } number)
                await opened.ModelRegistry.DeleteModelVersionAsync(model.Name, number, stop);
            else
                await opened.ModelRegistry.DeleteRegisteredModelAsync(model.Name, stop);
            console.WriteLine($"removed model '{model.Name}'{(parsed.GetValue(version) is { } gone ? $", version {gone}" : "")}");
        });
        return command;
    }

    private static async Task<RegisteredModel> FindAsync(ITrackingStore store, string name, CancellationToken stop)
    {
        if (await TryFindAsync(store.ModelRegistry, name, stop) is { } found)
            return found;
        string? near = NearestName.Of(name, (await AllAsync(store, null, stop)).Select(model => model.Name));
        throw new TrackingException(ErrorCodes.ResourceDoesNotExist, $"There is no registered model '{name}'.{(near is null ? "" : $" Did you mean '{near}'?")}");
    }

    private static async Task<RegisteredModel?> TryFindAsync(IModelRegistryStore models, string name, CancellationToken stop)
    {
        try
        {
            return await models.GetRegisteredModelAsync(name, stop);
        }
        catch (TrackingException error) when (error.ErrorCode == ErrorCodes.ResourceDoesNotExist)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<RegisteredModel>> AllAsync(ITrackingStore store, string? filter, CancellationToken stop) => await PagedSearch.AllAsync(
        (token, end) => store.ModelRegistry.SearchRegisteredModelsAsync(new ModelQuery { Filter = filter, PageToken = token }, end), cancellationToken: stop).ToListAsync(stop);

    private static async Task<IReadOnlyList<ModelVersion>> VersionsAsync(ITrackingStore store, string name, CancellationToken stop) => await PagedSearch.AllAsync(
        (token, end) => store.ModelRegistry.SearchModelVersionsAsync(new ModelQuery { PageToken = token, MaxResults = 1000 }, end), cancellationToken: stop)
        .Where(version => version.Name == name).OrderBy(version => version.Version).ToListAsync(stop);

    private static Option<string?> RegistryOption() => new("--registry-uri")
    {
        Description = "The store of the registered models. Default: $MLFLOW_REGISTRY_URI, else the store of the runs.",
        HelpName = "uri",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("MLFLOW_REGISTRY_URI") is { Length: > 0 } uri ? uri : null,
    };

    private static Func<ParseResult, string?> Uri(Option<string?> registry, Option<string?> store) => parsed => parsed.GetValue(registry) ?? parsed.GetValue(store);

    private static Argument<string> Name() => new("name") { Description = "Name of the registered model." };

    private static string Aliases(RegisteredModel model) => string.Join(", ", model.Aliases.Select(alias => $"{alias.Key} → {alias.Value}"));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
