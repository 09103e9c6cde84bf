namespace Binnacle.Server.Ui.Models;

/// <summary>The addresses of pages about registered models.</summary>
internal static class ModelLink
{
    public static string Page(string name) => $"/models/{Uri.EscapeDataString(name)}";
}
