using System.Text.RegularExpressions;

namespace Binnacle.Configuration;

/// <summary>Headers of which their writer expects something else than what they do.</summary>
internal static partial class HeaderRule
{
    public static void Check(DirectorySource source, string configPath, LoadedConfig config, string versionBase, LintFindings findings)
    {
        string file = source.ShownPath(configPath + ".yaml");
        if (config.Package is null)
            CheckUnread(source, configPath, file, findings);
        else if (!VersionBase.IsLegacy(versionBase) && config.Package.Split('.').Any(part => part is "_group_" or "_name_" or "_here_"))
            Add(findings, new Origin(file, 1, 1), $"the words of '# @package {config.Package}' are taken as keys since version_base 1.2.", "Leave the header out for the package of the group, or write the package itself.");
    }

    private static void CheckUnread(DirectorySource source, string configPath, string file, LintFindings findings)
    {
        int number = 0;
        foreach (string line in File.ReadLines(source.FolderOf(configPath + ".yaml")))
        {
            number++;
            string text = line.Trim();
            if (text.Length > 0 && text[0] != '#' && text != "---")
                return;
            if (!Header().IsMatch(text))
                continue;
            Add(findings, new Origin(file, number, 1), $"'{text}' is not read as a header.", "Only blank lines and other '# @…' lines may precede it, and it is looked for in the first 512 characters.");
            return;
        }
    }

    private static void Add(LintFindings findings, Origin place, string message, string hint) =>
        findings.Add(new LintFinding(LintRules.PackageHeader, LintSeverity.Warning, place, message, hint));

    [GeneratedRegex(@"^#\s*@package\s+\S+$")]
    private static partial Regex Header();
}
