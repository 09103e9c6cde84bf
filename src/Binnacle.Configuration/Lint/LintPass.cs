namespace Binnacle.Configuration;

/// <summary>One run of the lint over one search path.</summary>
internal sealed class LintPass
{
    private readonly LintRequest _request;
    private readonly LintFindings _findings = new();
    private readonly ConfigRepository _repository;
    private readonly IReadOnlyList<ConfigFolder> _folders;

    public LintPass(LintRequest request)
    {
        _request = request;
        _repository = new ConfigRepository(request.SearchPath.Sources, VersionBase.IsLegacy(request.VersionBase));
        _folders = [.. request.SearchPath.Sources.OfType<DirectorySource>().Where(source => source.IsAvailable).Select(source => new ConfigFolder(source))];
    }

    public LintReport Run()
    {
        var files = new FileRules(_request, _folders, _findings);
        files.Check();
        var uses = new ConfigUses(_repository, files.Configs, VersionBase.IsLegacy(_request.VersionBase));
        IReadOnlyList<string> primaries = _request.ConfigNames.Count > 0 ? _request.ConfigNames : uses.Primaries(Main(files));
        new DefaultsRules(_request, _repository, uses, files, _findings).Check(primaries, Main(files));
        var compositions = new CompositionRules(_request, _findings);
        foreach (string primary in primaries)
            compositions.Check(primary);
        return new LintReport(_findings.Sorted, files.Count, compositions.Count);
    }

    /// <summary>The configs at the root of the main directory: primary configs, of this program or of another.</summary>
    private string[] Main(FileRules files) => _folders.Count == 0
        ? []
        : [.. _folders[0].Configs.Where(path => !path.Contains('/', StringComparison.Ordinal) && files.Configs.ContainsKey(path) && !files.IsOther(path))];
}
