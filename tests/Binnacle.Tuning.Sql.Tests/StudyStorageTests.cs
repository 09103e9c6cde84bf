namespace Binnacle.Tuning.Sql.Tests;

/// <summary>Addresses of storages.</summary>
public sealed class StudyStorageTests
{
    [Theory]
    [InlineData("postgresql+psycopg2://me:secret@db:5433/studies?sslmode=require&password=x", "postgresql+psycopg2://me@db:5433/studies?sslmode=require")]
    [InlineData("postgresql://db/studies", "postgresql://db/studies")]
    public void A_shown_address_has_no_password(string address, string shown) => Assert.Equal(shown, StudyStorage.Shown(address));

    [Theory]
    [InlineData("sqlite:///a.db", "sqlite:///", "a.db")]
    [InlineData("journal:a.txt", "journal:", "a.txt")]
    [InlineData("b/a.log", "journal:", "b/a.log")]
    public void A_shown_address_is_absolute_and_names_the_same_file(string address, string scheme, string path)
    {
        Assert.Equal(scheme + Path.GetFullPath(path), StudyStorage.Shown(address));
        Assert.Equal(Path.GetFullPath(path), StudyStorage.FileOf(StudyStorage.Shown(address)));
    }

    [Fact]
    public void What_is_no_address_is_refused() => Assert.Throws<ArgumentException>(() => StudyStorage.FileOf("mysql://db/x"));
}
