using System.Globalization;
using System.Text;
using TorchSharp;

namespace Binnacle.TorchSharp;

/// <summary>A model in words: its layers, their weights, and the sum.</summary>
public static class ModelSummary
{
    /// <summary>A table with a line for each layer.</summary>
    public static string Of(torch.nn.Module model)
    {
        string[][] rows =
        [
            ["Layer", "Kind", "Parameters"],
            .. model.named_modules().Where(layer => !layer.module.named_children().Any()).Select(layer => Row(layer.name, layer.module)),
        ];
        int[] widths = [.. Enumerable.Range(0, 3).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
            text.Append(row[0].PadRight(widths[0] + 2)).Append(row[1].PadRight(widths[1] + 2)).Append(row[2].PadLeft(widths[2])).Append('\n');
        return text.Append(CultureInfo.InvariantCulture, $"{Count(model):N0} trainable parameters\n").ToString();
    }

    /// <summary>The number of trainable weights.</summary>
    public static long Count(torch.nn.Module model) =>
        model.parameters().Where(parameter => parameter.requires_grad).Sum(parameter => parameter.numel());

    private static string[] Row(string name, torch.nn.Module layer) =>
        [name, layer.GetName(), Count(layer).ToString("N0", CultureInfo.InvariantCulture)];
}
