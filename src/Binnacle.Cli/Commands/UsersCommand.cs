using System.CommandLine;
using System.Globalization;
using Binnacle.Server.Security.Users;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands;

/// <summary><c>binnacle server users</c>: who may use a server, and for what.</summary>
internal static class UsersCommand
{
    private const string DefaultFile = "./binnacle-users.json";
    private const string EveryExperiment = "default";

    public static Option<string?> FileOption() => new("--users-file")
    {
        Description = "File of users and their permissions; the server then asks for name and password or a token.",
        HelpName = "file",
    };

    public static Command Create()
    {
        Option<string?> file = FileOption();
        file.Description = $"File of users. Default: {DefaultFile}.";
        file.Recursive = true;
        Command command = new("users", "Say who may use a server, and for what.") { file };
        foreach (Command part in new[] { Add(file), SetPassword(file), Remove(file), List(file), Grant(file), AddToken(file), RemoveToken(file) })
            command.Add(part);
        return command;
    }

    private static Command Add(Option<string?> file)
    {
        Argument<string> name = Name();
        Option<bool> admin = new("--admin") { Description = "Permit everything to the user." };
        Option<bool> input = PasswordInput();
        Command command = new("add", "Add a user; the password is asked for.") { name, admin, input };
        command.SetAction(parsed =>
        {
            UserAccount user = Open(parsed, file).Add(parsed.GetValue(name)!, ReadPassword(parsed.GetValue(input)), parsed.GetValue(admin));
            parsed.InvocationConfiguration.Output.WriteLine($"Added {user.Name}{(user.IsAdmin ? ", to whom everything is permitted" : "")}.");
        });
        return command;
    }

    private static Command SetPassword(Option<string?> file)
    {
        Argument<string> name = Name();
        Option<bool> input = PasswordInput();
        Command command = new("set-password", "Give a user another password.") { name, input };
        command.SetAction(parsed => Open(parsed, file).SetPassword(parsed.GetValue(name)!, ReadPassword(parsed.GetValue(input))));
        return command;
    }

    private static Command Remove(Option<string?> file)
    {
        Argument<string> name = Name();
        Command command = new("remove", "Remove a user, with tokens and permissions.") { name };
        command.SetAction(parsed => Open(parsed, file).Remove(parsed.GetValue(name)!));
        return command;
    }

    private static Command List(Option<string?> file)
    {
        Command command = new("list", "List the users.");
        command.SetAction(parsed =>
        {
            UserDirectory users = Open(parsed, file);
            TextWriter output = parsed.InvocationConfiguration.Output;
            foreach (UserAccount user in users.All)
            {
                IEnumerable<string> permissions = user.Experiments.Select(item => $"experiment {item.Key}: {item.Value.ToName()}")
                    .Concat(user.Models.Select(item => $"model {item.Key}: {item.Value.ToName()}"));
                output.WriteLine($"{user.Name}\t{(user.IsAdmin ? "ADMIN" : string.Join(", ", permissions))}");
            }

            output.WriteLine($"(elsewhere: {users.DefaultPermission.ToName()})");
        });
        return command;
    }

    private static Command Grant(Option<string?> file)
    {
        Argument<string> name = Name();
        Argument<string> permission = new("permission") { Description = "read, edit, manage or none." };
        Option<string?> experiment = new("--experiment") { Description = "Id of the experiment.", HelpName = "id" };
        Option<string?> model = new("--model") { Description = "Name of the registered model.", HelpName = "name" };
        Command command = new("grant", $"Say what a user may do with an experiment or a model; the name '{EveryExperiment}' stands for all users elsewhere.")
        {
            name, permission, experiment, model,
        };
        command.SetAction(parsed => Grant(
            Open(parsed, file), parsed.GetValue(name)!, parsed.GetValue(permission)!, parsed.GetValue(experiment), parsed.GetValue(model)));
        return command;
    }

    private static void Grant(UserDirectory users, string name, string text, string? experiment, string? model)
    {
        Permission permission = PermissionNames.Parse(text)
            ?? throw Refused($"permission: expected read, edit, manage or none, found '{text}'.");
        if (experiment is not null)
            users.SetExperimentPermission(name, experiment, permission);
        if (model is not null)
            users.SetModelPermission(name, model, permission);
        if (experiment is null && model is null)
        {
            if (name != EveryExperiment)
                throw Refused("Say for what: --experiment ID or --model NAME.");
            users.SetDefaultPermission(permission);
        }
    }

    private static Command AddToken(Option<string?> file)
    {
        Argument<string> name = Name();
        Argument<string> label = new("label") { Description = "What the token is for, to find it again." };
        Command command = new("add-token", "Make a token for a user and print it: it is shown this once.") { name, label };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(Open(parsed, file).AddToken(parsed.GetValue(name)!, parsed.GetValue(label)!)));
        return command;
    }

    private static Command RemoveToken(Option<string?> file)
    {
        Argument<string> name = Name();
        Argument<string> label = new("label") { Description = "What the token was for." };
        Command command = new("remove-token", "Take a token back.") { name, label };
        command.SetAction(parsed => Open(parsed, file).RemoveToken(parsed.GetValue(name)!, parsed.GetValue(label)!));
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "The user's name." };

    private static Option<bool> PasswordInput() => new("--password-stdin") { Description = "Read the password from standard input instead of asking." };

    private static UserDirectory Open(ParseResult parsed, Option<string?> file) => new(parsed.GetValue(file) ?? DefaultFile);

    private static string ReadPassword(bool fromInput)
    {
        if (fromInput || Console.IsInputRedirected)
            return Console.In.ReadLine() ?? throw Refused("The password was to come from standard input, which is empty.");
        string length = UserDirectory.MinPasswordLength.ToString(CultureInfo.InvariantCulture);
        string password = AnsiConsole.Prompt(new TextPrompt<string>($"Password, at least {length} characters:").Secret());
        return AnsiConsole.Prompt(new TextPrompt<string>("Again:").Secret()) == password ? password : throw Refused("The two passwords differ; nothing was changed.");
    }

    private static TrackingException Refused(string message) => new(ErrorCodes.InvalidParameterValue, message);
}
