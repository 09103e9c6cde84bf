using Binnacle.Testing;
using Digits.Data;

namespace Digits.Modeling.Tests;

/// <summary>A processed data set that is trained in a moment, made once for all tests.</summary>
public sealed class SmallData : IDisposable
{
    public const int TrainCount = 300;
    public const int TestCount = 60;

    private readonly TemporaryFolder _folder = new();

    public SmallData()
    {
        RawDataSet.Save(_folder["raw"], DigitArtist.Draw(1, 0, TrainCount), DigitArtist.Draw(1, 1, TestCount));
        DataPreparation preparation = new(_folder["raw"], Folder);
        preparation.Process();
        preparation.WriteBatchInferImages(InferFolder);
        Set = ProcessedDataSet.Load(Folder);
    }

    public string Folder => _folder["processed"];

    public string InferFolder => _folder["batch-infer"];

    public ProcessedDataSet Set { get; }

    public void Dispose() => _folder.Dispose();
}
