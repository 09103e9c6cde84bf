using Binnacle.Configuration.Tests.Composition;
using Binnacle.Testing;

namespace Binnacle.Configuration.Tests.Lint;

/// <summary>Each rule finds what it is for, at its place, and nothing else.</summary>
public sealed class ConfigLintTests : IDisposable
{
    private readonly Folder _conf = new();

    public ConfigLintTests()
    {
        _conf["config"] = "defaults:\n  - db: mysql\n  - _self_\nlr: 0.1\nurl: ${db.host}:${db.port}\n";
        _conf["db/mysql"] = "host: a\nport: 3306\n";
        _conf["db/postgres"] = "host: b\nport: 5432\n";
    }

    public void Dispose() => _conf.Dispose();

    private sealed record Db(string Host, int Port);

    private sealed record Settings(Db Db, double Lr, string Url);

    [Fact]
    public void A_folder_without_faults_gives_nothing()
    {
        LintReport report = Lint();

        Assert.Empty(report.Findings);
        Assert.False(report.HasErrors);
        Assert.Equal("3 files, 2 compositions: 0 errors, 0 warnings, 0 notes", LintText.Summary(report));
    }

    [Fact]
    public void Faulty_files_are_told_all_at_once_each_with_its_place()
    {
        _conf["db/mysql"] = "host: [a\nport: 1\n";
        _conf["db/postgres"] = "host: b\n\tport: 1\n";
        _conf["other/unused"] = "a: 1\na: 2\n";
        _conf["other/text"] = "a: ${b\n";
        File.WriteAllBytes(System.IO.Path.Combine(_conf.Path, "latin.yaml"), [(byte)'a', (byte)':', (byte)' ', 0xE9, (byte)'\n']);

        LintFinding[] faults = [.. Lint().Findings.Where(finding => finding.Rule == LintRules.Yaml)];

        Assert.Equal(["db/mysql.yaml:1", "db/postgres.yaml:2", "latin.yaml:1", "other/text.yaml:1", "other/unused.yaml:2"], faults.Select(fault => $"{Short(fault.Place!)}:{fault.Place!.Line}"));
        Assert.All(faults, fault => Assert.True(fault.Place!.Column > 0));
    }

    [Fact]
    public void A_config_that_does_not_exist_is_told_where_it_is_named() => Told(
        "defaults:\n  - db: mysqk\n", "config.yaml:2:9 error defaults-list: there is no config 'db/mysqk', which the defaults list of 'config' names. | Did you mean 'mysql'?");

    [Fact]
    public void An_interpolation_of_a_key_that_does_not_exist_is_told_with_the_nearest_one() => Told(
        "defaults: [db: mysql, _self_]\nurl: http://${db.hots}/x\n", "config.yaml:2:13 error interpolation: url: ${db.hots} leads nowhere: 'db' has no key 'hots'. | Did you mean 'db.host'?");

    [Theory]
    [InlineData("a: ???\nb: ${a.x}\n")]
    [InlineData("a: null\nb: ${a.x}\n")]
    [InlineData("a: ${oc.env:NO_SUCH_VARIABLE_AT_ALL}/x\n")]
    [InlineData("a: ${hydra:runtime.output_dir}\nb: ${hydra.runtime.output_dir}\nc: ${hydra.job.num}\n")]
    [InlineData("a: ${oc.select:b.c,1}\nb: {}\n")]
    [InlineData("a: {b: '${.c}', c: 1}\nd: {e: '${..a.c}'}\n")]
    [InlineData("k: b\na: {b: 1}\nc: ${a.${k}}\nl: [1, 2]\nd: ${l[1]}\n")]
    [InlineData("a: \"${oc.decode:'{b: 1}'}\"\nc: ${a.b}\n")]
    [InlineData("a: ${now:%Y}\nb: \\${nothing}\n")]
    public void What_only_a_run_can_tell_is_no_finding(string config)
    {
        _conf["config"] = config;

        Assert.DoesNotContain(Lint().Findings, finding => finding.Severity > LintSeverity.Note);
    }

    [Fact]
    public void An_option_that_does_not_compose_is_told_with_its_place()
    {
        _conf["db/broken"] = "defaults:\n  - /nowhere/x\n";
        _conf["db/list"] = "[1, 2]\n";
        _conf["config"] = "defaults:\n  - db: mysql\n  - _self_\ndb: {host: a}\n";

        Assert.Equal(
            ["db/broken.yaml:2:5 error defaults-list: there is no config 'nowhere/x', which the defaults list of 'db/broken' names.",
             "config.yaml:4:5 warning option: with db=list: In 'config': ConfigTypeError raised while composing config: Cannot merge DictConfig with ListConfig"],
            Told());
    }

    [Fact]
    public void An_interpolation_that_only_some_options_break_is_a_warning()
    {
        _conf["db/sqlite"] = "file: x.db\n";

        Assert.Equal(
            ["config.yaml:5:6 warning interpolation: with db=sqlite: url: ${db.host} leads nowhere: 'db' has no key 'host'.",
             "config.yaml:5:17 warning interpolation: with db=sqlite: url: ${db.port} leads nowhere: 'db' has no key 'port'."],
            Told());
    }

    [Fact]
    public void A_choice_that_is_left_to_the_user_is_made_for_the_lint()
    {
        _conf["config"] = "defaults:\n  - db: ???\n  - _self_\nurl: ${db.host}\n";

        Assert.Empty(Lint().Findings);
    }

    [Fact]
    public void Values_and_keys_are_held_against_the_type_for_every_option()
    {
        _conf["config"] = "defaults:\n  - db: mysql\n  - _self_\nlr: fast\nurl: ${db.host}:${db.port}\nlrr: 1\n";
        _conf["db/postgres"] = "host: b\nport: many\nprot: 1\n";

        Assert.Equal(
            ["config.yaml:4:5 error type: lr: expected a number, found 'fast' (text).",
             "config.yaml:6:1 error unknown-key: lrr: unknown key. | Did you mean 'lr'?",
             "db/postgres.yaml:2:7 error type: with db=postgres: db.port: expected an integer, found 'many' (text).",
             "db/postgres.yaml:3:1 error unknown-key: with db=postgres: db.prot: unknown key. | Did you mean 'db.port'?"],
            Told(Request with { TypeFaults = ConfigBinder.Faults<Settings> }));
    }

    [Fact]
    public void Values_that_must_be_given_or_are_known_in_a_run_only_are_no_faults_of_the_type()
    {
        _conf["config"] = "defaults:\n  - db: mysql\n  - _self_\nlr: ???\nurl: ${hydra:runtime.output_dir}\n";

        Assert.Empty(Told(Request with { TypeFaults = ConfigBinder.Faults<Settings> }));
    }

    [Fact]
    public void A_required_key_that_no_config_gives_is_a_warning()
    {
        _conf["config"] = "defaults:\n  - db: mysql\n  - _self_\nurl: x\n";

        Assert.StartsWith("config.yaml warning unknown-key: lr: no config gives the required key (a number).", Assert.Single(Told(Request with { TypeFaults = ConfigBinder.Faults<Settings> })));
    }

    [Fact]
    public void A_group_that_nothing_names_is_a_note()
    {
        _conf["experiment/big"] = "# @package _global_\nlr: 1\n";

        Assert.Equal(
            ["experiment note unused-group: no defaults list names the group 'experiment' (big); only +experiment=… on the command line takes it in. | A line '- experiment: null' in a defaults list makes it known."],
            Told());
    }

    [Theory]
    [InlineData("experiment: null")]
    [InlineData("optional experiment: small")]
    [InlineData("experiment: big${oc.env:SIZE,''}")]
    [InlineData("experiment/big")]
    [InlineData("experiment/${db}")]
    public void A_group_that_a_list_names_in_any_way_is_used(string entry)
    {
        _conf["experiment/big"] = "# @package _global_\nlr: 1\n";
        _conf["experiment/mysql"] = "# @package _global_\nlr: 1\n";
        _conf["experiment/postgres"] = "# @package _global_\nlr: 1\n";
        _conf["config"] = $"defaults:\n  - db: mysql\n  - {entry}\n  - _self_\nlr: 1\n";

        Assert.DoesNotContain(Lint().Findings, finding => finding.Rule == LintRules.UnusedGroup);
    }

    [Fact]
    public void Values_that_the_primary_config_always_replaces_are_a_note()
    {
        _conf["config"] = "defaults:\n  - db: mysql\n  - _self_\ndb: {port: 1}\n";

        Assert.Equal(
            ["db/mysql.yaml:2:7 note shadowed-value: db.port of this file never takes effect: CONF/config.yaml comes later and gives it too. | See --info provenance db.port."],
            Told());
    }

    [Fact]
    public void A_header_that_is_not_read_or_taken_literally_is_told()
    {
        _conf["db/mysql"] = "# Our database.\n# @package _global_.db\nhost: a\nport: 1\n";
        _conf["db/postgres"] = "# @package _group_\nhost: a\nport: 1\n";

        Assert.Equal(["db/mysql.yaml:2:1", "db/postgres.yaml:1:1"], Lint().Findings.Where(finding => finding.Rule == LintRules.PackageHeader).Select(finding => Short(finding.Place!) + $":{finding.Place!.Line}:{finding.Place.Column}"));
        Assert.DoesNotContain(Lint(Request with { VersionBase = "1.1" }).Findings, finding => finding is { Rule: LintRules.PackageHeader } && finding.Message.Contains("_group_", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_that_no_composition_reads_are_told()
    {
        File.WriteAllText(System.IO.Path.Combine(_conf.Path, "db", "sqlite.yml"), "host: x\n");
        File.WriteAllText(System.IO.Path.Combine(_conf.Path, "db", "table.csv"), "1,2\n");
        foreach (string usual in (string[])["README.md", ".gitignore", "__init__.py", "LICENSE"])
            File.WriteAllText(System.IO.Path.Combine(_conf.Path, usual), "");

        Assert.Equal(
            ["db/sqlite.yml warning unknown-file: no composition reads the file: configs end in .yaml. | Rename it to sqlite.yaml.",
             "db/table.csv note unknown-file: no composition reads the file: configs end in .yaml."],
            Told());
    }

    [Fact]
    public void A_key_with_a_dot_at_the_root_is_told() => Told(
        "db.port: 1\n", "config.yaml:1:1 warning unreachable-key: the key 'db.port' is one key with a dot in its name, which no override and no interpolation can name. | Write 'db:' and, below it, 'port:'.");

    [Fact]
    public void A_file_that_an_earlier_source_hides_is_told()
    {
        using var extra = new Folder();
        extra["db/mysql"] = "host: never\n";

        var request = new LintRequest(new ConfigSearchPath().AddDirectory(_conf.Path).AddDirectory(extra.Path, "command-line")) { ConfigNames = ["config"] };

        Assert.Equal(LintRules.ShadowedFile, Assert.Single(Lint(request).Findings).Rule);
    }

    [Fact]
    public void A_resolver_that_is_not_registered_is_an_error_of_the_program_only()
    {
        _conf["config"] = "a: ${evil:1}\nb: ${oc.evn:X}\n";

        Assert.Equal(
            ["config.yaml:1:4 error resolver: a: ${evil:1} calls a resolver 'evil' that is not registered.",
             "config.yaml:2:4 error resolver: b: ${oc.evn:X} calls a resolver 'oc.evn' that is not registered. | Did you mean 'oc.env'?"],
            Told().Where(text => text.Contains("resolver", StringComparison.Ordinal)));
        Assert.Equal(["b"], Told(Request with { KnowsProgram = false }).Where(text => text.Contains("resolver", StringComparison.Ordinal)).Select(text => text.Split(": ")[1]));
    }

    [Fact]
    public void Without_the_program_configs_that_it_may_register_are_taken_to_be_empty()
    {
        _conf["config"] = "defaults:\n  - base_config\n  - db: mysql\n  - _self_\nlr: 1\n";

        string told = Assert.Single(Told(Request with { KnowsProgram = false }));
        Assert.StartsWith("config.yaml:2:5 warning defaults-list: 'base_config', named by 'config', is no file", told);
        Assert.True(Lint().HasErrors);
    }

    [Fact]
    public void Configs_of_other_programs_in_the_folder_and_layouts_of_logs_are_left_alone()
    {
        _conf["infer"] = "defaults: [of_that_program]\nx: ${y}\n";
        _conf["logging"] = "version: 1\nhandlers: {file: {filename: '${nowhere}'}}\n";

        Assert.DoesNotContain(Lint().Findings, finding => finding.Severity == LintSeverity.Error);
        Assert.Equal(4, Lint(Request with { ConfigNames = [] }).FileCount);
    }

    [Fact]
    public void A_link_that_leads_back_is_told_and_not_followed()
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "links need privileges on Windows");
        Directory.CreateSymbolicLink(System.IO.Path.Combine(_conf.Path, "db", "again"), _conf.Path);

        Assert.Equal(["db/again warning cyclic-link: the link leads back to a folder in which it lies, and is no config group."], Told());
    }

    [Fact]
    public void Findings_are_printed_with_their_line_and_as_JSON()
    {
        _conf["config"] = "alpha: ${b.c}\n";
        LintReport report = Lint();

        Assert.Equal(
            "CONF/config.yaml:1:8: error: alpha: ${b.c} leads nowhere: the configuration has no key 'b'. [interpolation]\n  1 | alpha: ${b.c}\n    |        ^^^^^^\n",
            LintText.Of(report.Findings[0]).Replace(_conf.Path, "CONF", StringComparison.Ordinal) + "\n");
        Assert.Contains("\"rule\": \"interpolation\"", LintJson.Of(report));
        Assert.Contains("\"column\": 8", LintJson.Of(report));
    }

    private LintRequest Request => new(new ConfigSearchPath().AddDirectory(_conf.Path)) { ConfigNames = ["config"] };

    private LintReport Lint(LintRequest? request = null) => ConfigLint.Run(request ?? Request);

    private string[] Told(LintRequest? request = null) => [.. Lint(request).Findings.Select(Line)];

    private void Told(string config, string expected)
    {
        _conf["config"] = config;
        Assert.Equal(expected, Assert.Single(Lint().Findings.Where(finding => finding.Severity > LintSeverity.Note).Select(Line)));
    }

    private string Line(LintFinding finding)
    {
        Origin place = finding.Place!;
        string at = place.Line > 0 ? $":{place.Line}:{place.Column}" : "";
        string hint = finding.Hint is null ? "" : $" | {finding.Hint}";
        return $"{Short(place)}{at} {LintText.Name(finding.Severity)} {finding.Rule}: {finding.Message.Replace(_conf.Path, "CONF", StringComparison.Ordinal)}{hint}";
    }

    private string Short(Origin place) => System.IO.Path.GetRelativePath(_conf.Path, place.Source).Replace('\\', '/');
}
