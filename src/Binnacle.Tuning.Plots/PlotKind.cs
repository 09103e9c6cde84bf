namespace Binnacle.Tuning.Plots;

/// <summary>The kinds of plots of a study.</summary>
public enum PlotKind
{
    /// <summary>The value of each trial and the best so far.</summary>
    OptimizationHistory,

    /// <summary>What trials reported on the way.</summary>
    IntermediateValues,

    /// <summary>Trials as lines over parallel axes.</summary>
    ParallelCoordinates,

    /// <summary>Values over pairs of parameters, as contours.</summary>
    Contour,

    /// <summary>Values over each parameter.</summary>
    Slice,

    /// <summary>How much each parameter matters.</summary>
    Importances,

    /// <summary>The empirical distribution function of the values.</summary>
    Edf,

    /// <summary>The trials over two or three objectives.</summary>
    ParetoFront,

    /// <summary>Trials over pairs of parameters, coloured by rank.</summary>
    Rank,

    /// <summary>When the trials ran.</summary>
    Timeline,

    /// <summary>The hypervolume after each trial.</summary>
    HypervolumeHistory,
}
