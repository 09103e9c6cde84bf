namespace Binnacle.Tracking;

/// <summary>A tracking store refused a request or could not carry it out.</summary>
public sealed class TrackingException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="errorCode">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was wrong, in MLflow's words where it has them.</param>
    /// <param name="inner">The cause, if any.</param>
    public TrackingException(string errorCode, string message, Exception? inner = null)
        : base(message, inner) => ErrorCode = errorCode;

    /// <summary>MLflow's code of the error, one of <see cref="ErrorCodes"/>.</summary>
    public string ErrorCode { get; }

    /// <summary>Where in a filter text the fault is; null when it is elsewhere or not known.</summary>
    public Range? Place { get; private init; }

    /// <summary>The same error with its place.</summary>
    internal TrackingException At(Range place) => new(ErrorCode, Message, InnerException) { Place = place };

    internal static TrackingException Invalid(string message) => new(ErrorCodes.InvalidParameterValue, message);

    internal static TrackingException Missing(string message) => new(ErrorCodes.ResourceDoesNotExist, message);
}
