using Binnacle.Server.Api.Requests;
using Binnacle.Tracking;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Api;

/// <summary>
/// Searches for traces, which MLflow's pages send whether an experiment has traces or not. Traces are not served: an experiment without
/// any has an empty list, one that MLflow wrote traces to has an error, never a list that hides them.
/// </summary>
internal static class TraceCalls
{
    private static readonly MessageType InExperiments = new(Texts("experiment_ids"));
    private static readonly MessageType Location = new(Nested("mlflow_experiment", new MessageType(Text("experiment_id"))));
    private static readonly MessageType InLocations = new(Messages("locations", Location));

    public static void Map(ApiRoutes api)
    {
        api.Get("2.0/mlflow/traces", InExperiments, call => FindNoneAsync(call, call.Request.Texts("experiment_ids")));
        api.Post("3.0/mlflow/traces/metrics", InExperiments, call => FindNoneAsync(call, call.Request.Texts("experiment_ids")));
        api.Post("3.0/mlflow/traces/search", InLocations, call => FindNoneAsync(call, ExperimentsOf(call.Request)));
    }

    private static IReadOnlyList<string> ExperimentsOf(ApiMessage request) =>
        [.. request.Messages("locations").Select(location => location.Nested("mlflow_experiment")?.TextOrNull("experiment_id")).OfType<string>()];

    private static async Task FindNoneAsync(ApiCall call, IReadOnlyList<string> experimentIds)
    {
        if (await call.Store.HoldsTracesAsync(experimentIds, call.Cancelled))
            throw new TrackingException(ErrorCodes.NotImplemented, "The experiment holds traces, which this server does not serve. MLflow's own server shows them.");
        await call.DoneAsync();
    }
}
