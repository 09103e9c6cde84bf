using System.Reflection;

namespace Binnacle.Tracking.Tests.Runs;

/// <summary>A store that can be away: writes then fail, before they are done or after.</summary>
public class AwayStore : DispatchProxy
{
    private ITrackingStore _inner = null!;

    /// <summary>Writes fail and are not done.</summary>
    public bool IsAway { get; set; }

    /// <summary>The next write is done, and fails: its answer is lost.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>The address that the store tells. Default: its own.</summary>
    public string? Address { get; set; }

    public static (ITrackingStore Store, AwayStore Switch) Around(ITrackingStore inner)
    {
        ITrackingStore store = Create<ITrackingStore, AwayStore>();
        AwayStore away = (AwayStore)(object)store;
        away._inner = inner;
        return (store, away);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (Address is not null && targetMethod!.Name == "get_Uri")
            return Address;
        if (targetMethod!.Name == nameof(ITrackingStore.OpenArtifacts))
            return new Artifacts(this, _inner.OpenArtifacts((RunInfo)args![0]!));
        bool writes = targetMethod.Name is nameof(ITrackingStore.LogBatchAsync) or nameof(ITrackingStore.UpdateRunAsync) or nameof(ITrackingStore.LogInputsAsync);
        if (writes && IsAway)
            return Fault(targetMethod.ReturnType);
        object? result = targetMethod.Invoke(_inner, args);
        if (!writes || !LosesAnswer)
            return result;
        LosesAnswer = false;
        ((Task)result!).GetAwaiter().GetResult();
        return Fault(targetMethod.ReturnType);
    }

    private static TrackingException Away() => new(ErrorCodes.TemporarilyUnavailable, "The store is away.");

    private static object Fault(Type type) => type == typeof(Task) ? Task.FromException(Away()) : Task.FromException<RunInfo>(Away());

    private sealed class Artifacts(AwayStore store, IArtifactStore inner) : IArtifactStore
    {
        public string Uri => inner.Uri;

        /// <summary>What is sent before the connection breaks has been read.</summary>
        public Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default)
        {
            if (!store.IsAway)
                return inner.WriteAsync(path, content, cancellationToken);
            content.ReadByte();
            return Task.FromException(Away());
        }

        public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default) => inner.OpenReadAsync(path, cancellationToken);

        public Task<IReadOnlyList<ArtifactInfo>> ListAsync(string? path = null, CancellationToken cancellationToken = default) => inner.ListAsync(path, cancellationToken);

        public Task DeleteAsync(string path, CancellationToken cancellationToken = default) => inner.DeleteAsync(path, cancellationToken);
    }
}
