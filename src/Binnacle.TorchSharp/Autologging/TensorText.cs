using System.Globalization;
using TorchSharp;

namespace Binnacle.TorchSharp;

/// <summary>A tensor in MLflow's JSON of signatures: any number of rows of its kind and shape.</summary>
internal static class TensorText
{
    public static string Of(torch.Tensor tensor)
    {
        IEnumerable<string> shape = tensor.shape.Skip(1).Select(size => size.ToString(CultureInfo.InvariantCulture)).Prepend("-1");
        return $$$"""[{"type": "tensor", "tensor-spec": {"dtype": "{{{tensor.dtype.ToString().ToLowerInvariant()}}}", "shape": [{{{string.Join(", ", shape)}}}]}}]""";
    }
}
