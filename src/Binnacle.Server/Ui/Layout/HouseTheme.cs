using MudBlazor;

namespace Binnacle.Server.Ui.Layout;

/// <summary>The components' theme: the colours and fonts of <c>app.css</c>, which also holds the dark palette.</summary>
internal static class HouseTheme
{
    public static MudTheme Value { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f5fbf",
            Background = "#f6f7f9",
            Surface = "#ffffff",
            TextPrimary = "#1a2330",
            TextSecondary = "#556070",
            Success = "#1a7a4a",
            Warning = "#8a5a00",
            Error = "#b3261e",
            LinesDefault = "#dfe3e8",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"] },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
    };
}
