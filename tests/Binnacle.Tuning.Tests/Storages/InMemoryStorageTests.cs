namespace Binnacle.Tuning.Tests;

public sealed class InMemoryStorageTests : StudyStorageSuite
{
    protected override IStudyStorage Open() => new InMemoryStorage();
}
