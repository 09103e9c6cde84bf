using Binnacle.Testing;
using TorchSharp;

namespace Binnacle.TorchSharp.Tests;

// There is one generator of random numbers in a process.
[Collection("libtorch")]
public sealed class CheckpointStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmallTraining _training = new();
    private readonly CheckpointStore _store;

    public CheckpointStoreTests() => _store = new CheckpointStore(_folder["run"]);

    [Fact]
    public void A_restored_training_goes_on_as_one_that_was_not_interrupted()
    {
        _training.Step(3);
        Save(1);
        _training.Step(3);

        using SmallTraining restored = new(seed: 2);
        _store.Last()!.Restore(restored.Model, restored.Optimizer);
        restored.Step(3);

        Assert.Equal(_training.Weights, restored.Weights);
    }

    [Fact]
    public void The_state_comes_back_as_it_was()
    {
        Save(7, score: double.NaN);
        TrainingState state = _store.Last()!.State;
        Assert.Equivalent(SmallTraining.State(7, double.NaN), state, strict: true);
    }

    [Fact]
    public void The_last_and_the_best_are_kept()
    {
        foreach (var (epoch, score) in ((int, double)[])[(1, double.NaN), (2, 0.1), (3, 0.4), (4, 0.3)])
            Save(epoch, score);

        Assert.Equal((4, 2), (_store.Last()!.State.Epoch, _store.Best()!.State.Epoch));
        Assert.Equal(["epoch-0002", "epoch-0004"], Names());
    }

    [Fact]
    public void Of_equally_good_ones_the_latest_is_best()
    {
        Save(1, 0.5);
        Save(2, 0.5);
        Assert.Equal(["epoch-0002"], Names());
    }

    [Fact]
    public void A_folder_without_checkpoints_has_neither_last_nor_best()
    {
        Assert.Null(_store.Last());
        Assert.Null(_store.Best());
    }

    [Theory]
    [InlineData("model.dat")]
    [InlineData("optimizer.dat")]
    [InlineData("random.bin")]
    [InlineData("state.json")]
    [InlineData("config.yaml")]
    public void A_changed_byte_is_an_error_that_names_the_file(string part)
    {
        string path = Path.Combine(Save(1).Folder, part);
        byte[] content = File.ReadAllBytes(path);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(path, content);

        CheckpointException error = Assert.Throws<CheckpointException>(_store.Last);
        Assert.StartsWith(path + ": the checkpoint is damaged: expected the SHA-256", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.dat")]
    [InlineData("manifest.json")]
    public void A_missing_file_is_an_error_that_names_it(string part)
    {
        string path = Path.Combine(Save(1).Folder, part);
        File.Delete(path);
        Assert.Contains(path, Assert.Throws<CheckpointException>(_store.Last).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_an_error_that_names_both_lengths()
    {
        string path = Path.Combine(Save(1).Folder, "model.dat");
        using (FileStream file = File.OpenWrite(path))
            file.SetLength(10);
        Assert.Contains("bytes, found 10.", Assert.Throws<CheckpointException>(_store.Last).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_shortened_manifest_is_an_error()
    {
        string path = Path.Combine(Save(1).Folder, "manifest.json");
        byte[] content = File.ReadAllBytes(path);
        for (int length = 0; length < content.Length; length++)
        {
            File.WriteAllBytes(path, content[..length]);
            Assert.Throws<CheckpointException>(_store.Last);
        }
    }

    [Fact]
    public void A_checkpoint_of_another_model_is_an_error()
    {
        Save(1);
        using var other = torch.nn.Linear(2, 2);
        Assert.Contains("another model", Assert.Throws<CheckpointException>(() => _store.Last()!.Restore(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_writer_left_is_cleared_away_and_never_taken_for_a_checkpoint()
    {
        Save(1);
        Directory.CreateDirectory(_folder["run", ".epoch-0002.new"]);
        Directory.CreateDirectory(_folder["run", ".epoch-0001.old"]);
        Assert.Equal(1, _store.Last()!.State.Epoch);

        _store.Claim().Dispose();
        Assert.Equal(["epoch-0001"], Names());
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using IDisposable claim = _store.Claim();
        Assert.Contains("another process", Assert.Throws<CheckpointException>(_store.Claim).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_leaves_the_older_one()
    {
        Save(1);
        File.WriteAllText(_folder["run", ".epoch-0002.new"], "stands in the way");
        Assert.ThrowsAny<IOException>(() => Save(2));
        Assert.Equal(["epoch-0001"], Names());
    }

    public void Dispose()
    {
        _training.Dispose();
        _folder.Dispose();
    }

    private Checkpoint Save(int epoch, double score = 0) => _store.Save(SmallTraining.State(epoch, score), _training.Model, _training.Optimizer);

    private string[] Names() => [.. Directory.EnumerateDirectories(_store.Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
