using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;

namespace Binnacle.TorchSharp;

/// <summary>The checkpoints of one training, in a folder of their own: <c>epoch-0001</c>, <c>epoch-0002</c>, …</summary>
/// <remarks>
/// The last and the best are kept, which may be the same. A checkpoint appears whole or not at all, whatever happens to the process
/// while it is written. One process at a time may write; see <see cref="Claim"/>.
/// </remarks>
public sealed class CheckpointStore
{
    private const string Prefix = "epoch-";
    private const string ClaimFile = ".writer";

    /// <param name="folder">The training's folder; made by <see cref="Claim"/>.</param>
    public CheckpointStore(string folder) => Folder = Path.GetFullPath(folder);

    /// <summary>The training's folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>The checkpoint of the greatest epoch; null when there is none.</summary>
    /// <exception cref="CheckpointException">It is damaged.</exception>
    public Checkpoint? Last() => Folders() is [.., var last] ? Checkpoint.Load(last) : null;

    /// <summary>The checkpoint of the smallest score, the latest of equals; null when there is none.</summary>
    /// <exception cref="CheckpointException">One of those kept is damaged.</exception>
    public Checkpoint? Best() => Folders().Select(Checkpoint.Load).Reverse().MinBy(checkpoint => Rank(checkpoint.State.Score));

    /// <summary>Makes this process the writer until the claim is disposed or the process ends, and clears away what a killed writer left.</summary>
    /// <exception cref="CheckpointException">Another process holds the claim.</exception>
    public IDisposable Claim()
    {
        Directory.CreateDirectory(Folder);
        FileStream claim;
        try
        {
            claim = new FileStream(Path.Combine(Folder, ClaimFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new CheckpointException($"{Folder}: another process trains into this folder. Wait for its end, or stop it.", taken);
        }

        DurableFolder.DeleteLeftovers(Folder);
        return claim;
    }

    /// <summary>Writes a checkpoint, then removes those that are neither last nor best.</summary>
    /// <param name="state">The training's state; its epoch names the checkpoint.</param>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">The optimiser over the model's parameters.</param>
    /// <returns>The checkpoint, read back and checked.</returns>
    /// <exception cref="IOException">It cannot be written (no space, no permission); the older checkpoints stand.</exception>
    public Checkpoint Save(TrainingState state, torch.nn.Module model, OptimizerHelper optimizer)
    {
        Directory.CreateDirectory(Folder);
        string folder = Path.Combine(Folder, Prefix + state.Epoch.ToString("D4", CultureInfo.InvariantCulture));
        DurableFolder.Write(folder, temporary => Checkpoint.Write(temporary, state, model, optimizer));

        string best = Best()!.Folder;
        foreach (string older in Folders().Where(other => other != folder && other != best))
            DurableFolder.Delete(older);
        return Checkpoint.Load(folder);
    }

    private static double Rank(double score) => double.IsNaN(score) ? double.PositiveInfinity : score;

    private string[] Folders() => !Directory.Exists(Folder)
        ? []
        : [.. Directory.EnumerateDirectories(Folder, Prefix + "*").Where(path => Epoch(path) is not null).OrderBy(Epoch)];

    private static int? Epoch(string path) => int.TryParse(
        Path.GetFileName(path.AsSpan())[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : null;
}
