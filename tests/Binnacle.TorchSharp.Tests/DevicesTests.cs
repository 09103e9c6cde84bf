using TorchSharp;

namespace Binnacle.TorchSharp.Tests;

public sealed class DevicesTests
{
    private static readonly AvailableDevices Nothing = new(CudaCount: 0, IsRocm: false, HasMps: false);

    [Fact]
    public void Without_wishes_the_CPU_is_chosen_and_nothing_is_said()
    {
        DeviceChoice choice = Devices.Choose(noCuda: true, noMps: true, new(2, false, true));
        Assert.Equal((DeviceType.CPU, null), (choice.Device.type, choice.Warning));
    }

    [Fact]
    public void A_GPU_that_is_asked_for_and_absent_gives_the_CPU_and_says_what_to_do()
    {
        DeviceChoice choice = Devices.Choose(noCuda: false, noMps: true, Nothing, _ => null);
        Assert.Equal(DeviceType.CPU, choice.Device.type);
        Assert.Contains("-p:TorchBackend=cuda", choice.Warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CUDA_VISIBLE_DEVICES", "-1")]
    [InlineData("HIP_VISIBLE_DEVICES", "")]
    public void A_variable_that_hides_the_GPUs_is_named(string variable, string value)
    {
        DeviceChoice choice = Devices.Choose(noCuda: false, noMps: true, Nothing, name => name == variable ? value : null);
        Assert.Contains($"{variable}={value}", choice.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void ROCm_devices_are_called_so() =>
        Assert.Equal("ROCm device 0 of 4", Devices.Choose(false, true, new(4, IsRocm: true, HasMps: false), _ => null).Description);

    [Fact]
    public void CUDA_is_chosen_before_the_Apple_GPU() =>
        Assert.Equal(DeviceType.CUDA, Devices.Choose(false, false, new(1, false, HasMps: true), _ => null).Device.type);

    [Fact]
    public void The_Apple_GPU_is_chosen_when_only_it_is_asked_for() =>
        Assert.Equal(DeviceType.MPS, Devices.Choose(true, false, new(1, false, HasMps: true), _ => null).Device.type);

    [Fact]
    public void What_libtorch_finds_here_can_be_asked() => Assert.True(AvailableDevices.Detect().CudaCount >= 0);
}
