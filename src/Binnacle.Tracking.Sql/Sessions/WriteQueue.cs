using System.Threading.Channels;

namespace Binnacle.Tracking.Sql;

/// <summary>
/// Writes one after the other in one connection. What waits when a transaction begins goes into it (group commit), each part
/// that may be refused half-way under a savepoint of its own, so that it then leaves no trace and the others stand.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    private const int LargestGroup = 256;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(30);
    private readonly Channel<Item> _channel = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Database _database;
    private readonly Lazy<Task> _worker;
    private SqlSession? _session;

    public WriteQueue(Database database)
    {
        _database = database;
        _worker = new Lazy<Task>(() => Task.Run(WorkAsync));
    }

    public Task<T> AddAsync<T>(Func<SqlSession, T> write, Refusal refusal, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        Item<T> item = new(write, refusal);
        ObjectDisposedException.ThrowIf(!_channel.Writer.TryWrite(item), _database);
        _ = _worker.Value;
        return item.Done;
    }

    public void Dispose()
    {
        _channel.Writer.TryComplete();
        if (_worker.IsValueCreated)
            _worker.Value.Wait(Farewell);
        _session?.Dispose();
    }

    private async Task WorkAsync()
    {
        List<Item> group = [];
        while (await _channel.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && _channel.Reader.TryRead(out Item? item))
                group.Add(item);
            Write(group);
            group.Clear();
        }
    }

    private void Write(List<Item> group)
    {
        try
        {
            Commit(group);
        }
        catch (Exception error)
        {
            Drop();
            if (group.Count > 1 || _database.IsCollision(error))
                group.ForEach(WriteAlone);
            else
                group.ForEach(item => item.Fail(_database.Explain(error) ?? error));
        }
    }

    private void WriteAlone(Item item)
    {
        const int Attempts = 5;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Commit([item]);
                return;
            }
            catch (Exception error)
            {
                Drop();
                if (attempt < Attempts && _database.IsCollision(error))
                    continue;
                item.Fail(_database.Explain(error) ?? error);
                return;
            }
        }
    }

    private void Commit(List<Item> group)
    {
        SqlSession session = _session = _database.MustBeInPlace(_session) ?? _database.Connect();
        session.Begin();
        foreach (Item item in group)
            RunPart(session, item);
        session.Commit();
        foreach (Item item in group)
            item.Finish();
    }

    private static void RunPart(SqlSession session, Item item)
    {
        bool needsSavepoint = item.Refusal == Refusal.AfterWriting;
        if (needsSavepoint)
            session.Execute("SAVEPOINT part");
        try
        {
            item.Run(session);
        }
        catch (TrackingException refused)
        {
            item.Refuse(refused);
            if (needsSavepoint)
                session.Execute("ROLLBACK TO SAVEPOINT part");
        }

        if (needsSavepoint)
            session.Execute("RELEASE SAVEPOINT part");
    }

    /// <summary>A connection that failed is not used again: nobody knows what is left of its transaction.</summary>
    private void Drop()
    {
        _session?.Dispose();
        _session = null;
    }

    private abstract class Item(Refusal refusal)
    {
        public Refusal Refusal => refusal;

        public abstract void Run(SqlSession session);

        public abstract void Refuse(TrackingException error);

        public abstract void Finish();

        public abstract void Fail(Exception error);
    }

    private sealed class Item<T>(Func<SqlSession, T> write, Refusal refusal) : Item(refusal)
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private TrackingException? _refused;

        public Task<T> Done => _done.Task;

        public override void Run(SqlSession session)
        {
            _refused = null;
            _result = write(session);
        }

        public override void Refuse(TrackingException error) => _refused = error;

        public override void Finish()
        {
            if (_refused is not null)
                _done.SetException(_refused);
            else
                _done.SetResult(_result!);
        }

        public override void Fail(Exception error) => _done.SetException(error);
    }
}
