namespace Digits.Modeling.Tests;

/// <summary>There is one generator of random numbers in a process: these tests run one after another, over one data set.</summary>
[CollectionDefinition(Name)]
public sealed class LibtorchCollection : ICollectionFixture<SmallData>
{
    public const string Name = "libtorch";
}
