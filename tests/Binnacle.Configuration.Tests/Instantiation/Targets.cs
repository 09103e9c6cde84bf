#pragma warning disable CA1024 // The methods stand for factories.
namespace Binnacle.Configuration.Tests.Instantiation;

/// <summary>Four arguments of any type.</summary>
public sealed class Four(object? a, object? b, object? c, object? d = null)
{
    public object? A { get; } = a;

    public object? B { get; } = b;

    public object? C { get; } = c;

    public object? D { get; } = d ?? "default_value";

    public static object? Echo(object? z) => z;

    public static Four Of(long y) => new(y + 1, null, null);
}

public sealed record Tree(long Value, Tree? Left = null, Tree? Right = null);

public sealed record Node(object? Value, object? Left = null);

public sealed class Optimizer(IReadOnlyList<double> parameters, double lr = 0.001, double weightDecay = 0)
{
    public double Momentum { get; init; }

    public IReadOnlyList<double> Parameters { get; } = parameters;

    public double Lr { get; } = lr > 0 ? lr : throw new ArgumentOutOfRangeException(nameof(lr), "must be above 0");

    public double WeightDecay { get; } = weightDecay;
}

public interface ITransform;

public sealed record Crop(int Size) : ITransform;

public sealed record Rotation(double Degrees) : ITransform;

public sealed record Pipeline(IReadOnlyList<ITransform> Transforms, IReadOnlyDictionary<string, ITransform>? Named = null);

public sealed record Training(Func<IReadOnlyList<double>, Optimizer> MakeOptimizer);

public sealed class Chosen
{
    public Chosen(string path) => How = "path " + path;

    public Chosen(int size) => How = "size " + size;

    public Chosen(string host, int port) => How = $"{host}:{port}";

    public string How { get; }
}

public sealed record Options
{
    public required string Name { get; init; }

    public int Retries { get; init; } = 3;

    public TimeSpan? Timeout { get; init; }
}

public sealed record Rest(string First, params IReadOnlyList<int> Others);

public sealed class Variadic(string first, params int[] others)
{
    public string Text { get; } = $"{first}: {string.Join(' ', others)}";
}

public static class Outer
{
    public static string Greet(string name = "you") => $"hello {name}";

    public static int Add(int a, int b) => a + b;

    public static string Fail() => throw new InvalidOperationException("no luck");

    public sealed class Nested
    {
        public static string Name() => "nested";
    }
}

public abstract class Shape;
