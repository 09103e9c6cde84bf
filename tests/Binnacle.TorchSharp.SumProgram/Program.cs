// Loads libtorch and computes: what the tests run from the build output and from a publish.
using TorchSharp;

using torch.Tensor sum = torch.ones(2, 3).sum();
Console.WriteLine(sum.item<float>());
