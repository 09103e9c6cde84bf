namespace Binnacle.Tracking;

/// <summary>One way to load a model, as an MLmodel file describes it.</summary>
/// <param name="Name">Name of the library, for example <c>torchsharp</c>, <c>mlnet</c> or <c>onnx</c>.</param>
/// <param name="Fields">What the library needs to load it: keys to texts, numbers, truth values, lists and maps. Paths are relative to the MLmodel file.</param>
public sealed record ModelFlavor(string Name, IReadOnlyDictionary<string, object?> Fields);
