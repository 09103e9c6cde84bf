using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;

namespace Binnacle.TorchSharp;

/// <summary>The complete state of a training at the end of an epoch: a folder whose files were checked against its manifest.</summary>
public sealed class Checkpoint
{
    internal const string ModelFile = "model.dat";
    internal const string OptimizerFile = "optimizer.dat";
    internal const string RandomFile = "random.bin";
    internal const string StateFile = "state.json";
    internal const string ConfigFile = "config.yaml";

    private Checkpoint(string folder, TrainingState state, IReadOnlyList<CheckpointPart> parts) =>
        (Folder, State, Parts) = (folder, state, parts);

    /// <summary>The folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>Epoch, metrics, schedule and configuration.</summary>
    public TrainingState State { get; }

    /// <summary>The files with their hashes.</summary>
    public IReadOnlyList<CheckpointPart> Parts { get; }

    /// <summary>Reads a checkpoint and checks every file; tensors are read by <see cref="Restore"/>.</summary>
    /// <param name="folder">The checkpoint's folder.</param>
    /// <exception cref="CheckpointException">It is missing or damaged.</exception>
    public static Checkpoint Load(string folder)
    {
        folder = Path.GetFullPath(folder);
        CheckpointManifest manifest = CheckpointManifest.Check(folder);
        string path = Path.Combine(folder, StateFile);
        try
        {
            TrainingState state = JsonSerializer.Deserialize(File.ReadAllBytes(path), CheckpointJson.Default.TrainingState)!;
            return new(folder, state with { Config = File.ReadAllText(Path.Combine(folder, ConfigFile)) }, manifest.Parts);
        }
        catch (Exception fault) when (fault is JsonException or IOException)
        {
            throw CheckpointManifest.Damaged(path, fault.Message, fault);
        }
    }

    /// <summary>Gives a model the weights of the checkpoint.</summary>
    /// <exception cref="CheckpointException">The checkpoint is of another model.</exception>
    public void Restore(torch.nn.Module model) => Read(ModelFile, file => model.load(file));

    /// <summary>Gives model, optimiser and libtorch's CPU random generator the state that they had at the checkpoint.</summary>
    /// <param name="model">A model of the same layers, on its device.</param>
    /// <param name="optimizer">An optimiser of the same kind, over the model's parameters.</param>
    /// <exception cref="CheckpointException">The checkpoint is of another model or optimiser.</exception>
    public void Restore(torch.nn.Module model, OptimizerHelper optimizer)
    {
        Restore(model);
        Read(OptimizerFile, file =>
        {
            using var reader = new BinaryReader(file);
            optimizer.load_state_dict(reader);
        });
        Read(RandomFile, file =>
        {
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            using torch.Tensor state = torch.tensor(bytes);
            torch.random.set_rng_state(state);
        });
    }

    /// <summary>Writes the files of a checkpoint, the manifest last.</summary>
    internal static void Write(string folder, TrainingState state, torch.nn.Module model, OptimizerHelper optimizer)
    {
        using (FileStream file = File.Create(Path.Combine(folder, ModelFile)))
            model.save(file);
        using (var writer = new BinaryWriter(File.Create(Path.Combine(folder, OptimizerFile))))
            optimizer.save_state_dict(writer);
        using (torch.Tensor random = torch.random.get_rng_state())
            File.WriteAllBytes(Path.Combine(folder, RandomFile), random.bytes);
        File.WriteAllBytes(
            Path.Combine(folder, StateFile), JsonSerializer.SerializeToUtf8Bytes(state, CheckpointJson.Default.TrainingState));
        File.WriteAllText(Path.Combine(folder, ConfigFile), state.Config);
        byte[] manifest = JsonSerializer.SerializeToUtf8Bytes(CheckpointManifest.Of(folder), CheckpointJson.Default.CheckpointManifest);
        File.WriteAllBytes(Path.Combine(folder, CheckpointManifest.FileName), manifest);
    }

    private void Read(string name, Action<FileStream> read)
    {
        string path = Path.Combine(Folder, name);
        try
        {
            using FileStream file = File.OpenRead(path);
            read(file);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or IOException
            or System.Runtime.InteropServices.ExternalException)
        {
            throw new CheckpointException($"{path}: the checkpoint is of another model or optimiser: {fault.Message}", fault);
        }
    }
}
