using TorchSharp;

namespace Binnacle.TorchSharp;

/// <summary>The device that a program computes on.</summary>
/// <param name="Device">The device for <c>tensor.to(…)</c> and <c>module.to(…)</c>.</param>
/// <param name="Description">The device in words, for the log.</param>
/// <param name="Warning">Why it is not the device that was asked for, and what to do; null when it is.</param>
public sealed record DeviceChoice(torch.Device Device, string Description, string? Warning = null);
