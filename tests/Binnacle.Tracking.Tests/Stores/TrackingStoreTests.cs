using Binnacle.Testing;
using Xunit;

namespace Binnacle.Tracking.Tests.Stores;

public sealed class TrackingStoreTests
{
    [Fact]
    public void A_folder_and_a_file_uri_name_the_same_store()
    {
        using TemporaryFolder folder = new();
        FileTrackingStore plain = Assert.IsType<FileTrackingStore>(TrackingStore.Open(folder["my runs"]));
        FileTrackingStore uri = Assert.IsType<FileTrackingStore>(TrackingStore.Open(plain.Uri));
        Assert.Equal(plain.Folder, uri.Folder);
        Assert.Contains("my%20runs", plain.Uri, StringComparison.Ordinal);
        Assert.False(Directory.Exists(plain.Folder));
    }

    [Fact]
    public void Nothing_named_is_mlruns_in_the_working_directory()
    {
        TrackingClient client = TrackingClient.Open(null, new TrackingClientOptions { Environment = _ => null });
        Assert.Equal(Path.GetFullPath("mlruns"), Assert.IsType<FileTrackingStore>(client.Store).Folder);
    }

    [Fact]
    public void The_variable_names_the_store()
    {
        using TemporaryFolder folder = new();
        TrackingClient client = TrackingClient.Open(null, new TrackingClientOptions { Environment = name => name == "MLFLOW_TRACKING_URI" ? folder.Path : null });
        Assert.Equal(folder.Path, Assert.IsType<FileTrackingStore>(client.Store).Folder);
    }

    [Fact]
    public void An_address_names_a_server_and_keeps_its_password_to_itself()
    {
        RestTrackingStore server = Assert.IsType<RestTrackingStore>(TrackingStore.Open("http://ana:secret@localhost:5000/mlflow"));
        Assert.Equal("http://localhost:5000/mlflow", server.Uri);
    }

    [Theory]
    [InlineData("sqlite:///mlflow.db")]
    [InlineData("postgresql://u@h/db")]
    [InlineData("databricks://profile")]
    [InlineData("file://other-host/share")]
    public void Other_stores_are_refused_with_what_is_supported(string uri)
    {
        TrackingException error = Assert.Throws<TrackingException>(() => TrackingStore.Open(uri));
        Assert.Equal(ErrorCodes.InvalidParameterValue, error.ErrorCode);
        Assert.StartsWith($"Tracking URI '{uri}' is not supported here: expected a folder such as './mlruns'", error.Message, StringComparison.Ordinal);
    }
}
