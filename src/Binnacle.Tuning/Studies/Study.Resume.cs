using System.Security.Cryptography;
using System.Text;

namespace Binnacle.Tuning;

public sealed partial class Study
{
    private const string SamplerStatePrefix = "binnacle:sampler:";
    private const int DigestLength = 16;

    private string? _samplerStateKey;
    private string? _savedSamplerState;

    // A sampler of the same kind and seed continues; any other finds no state and begins on its own.
    private void ContinueSampler(FrozenStudy record, bool continueSampler)
    {
        if (!continueSampler || !Storage.IsPersistent || Sampler is not IStatefulSampler sampler || sampler.SaveState() is not { Length: > 0 } seeded)
            return;
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seeded)))[..DigestLength];
        _samplerStateKey = $"{SamplerStatePrefix}{sampler.GetType().Name}:{digest}";
        if (record.SystemAttributes.GetValueOrDefault(_samplerStateKey) is not string state)
            return;
        try
        {
            sampler.RestoreState(state);
        }
        catch (FormatException error)
        {
            throw new TuningException($"Study '{Name}': the state of the sampler in the attribute '{_samplerStateKey}' cannot be read: {error.Message}", error);
        }
    }

    // The caller is the only one that uses the sampler.
    private void SaveSamplerState()
    {
        if (_samplerStateKey is not { } key || ((IStatefulSampler)Sampler).SaveState() is not { } state || state == _savedSamplerState)
            return;
        Storage.SetStudySystemAttribute(Id, key, state);
        _savedSamplerState = state;
    }
}
