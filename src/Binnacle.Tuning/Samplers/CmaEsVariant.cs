namespace Binnacle.Tuning;

/// <summary>Variants of CMA-ES.</summary>
public enum CmaEsVariant
{
    /// <summary>A whole covariance matrix: learns how parameters depend on each other.</summary>
    Full,

    /// <summary>A diagonal covariance matrix: for many parameters that hardly depend on each other.</summary>
    Separable,

    /// <summary>A whole covariance matrix, and a margin that keeps integers and stepped parameters from freezing at one value.</summary>
    WithMargin,

    /// <summary>A whole covariance matrix whose learning rates adapt: for noisy or multimodal objectives.</summary>
    LearningRateAdaptation,
}
