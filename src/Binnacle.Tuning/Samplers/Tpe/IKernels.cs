namespace Binnacle.Tuning.Tpe;

/// <summary>One parameter of a Parzen estimator: a kernel for each observation, and the prior's as the last.</summary>
internal interface IKernels;
