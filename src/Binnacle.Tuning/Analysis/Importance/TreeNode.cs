namespace Binnacle.Tuning;

/// <summary>A node of a <see cref="RegressionTree"/>.</summary>
/// <param name="Column">The column it splits; -1 for a leaf.</param>
/// <param name="Threshold">Samples up to this go left.</param>
/// <param name="Left">The left child.</param>
/// <param name="Right">The right child.</param>
/// <param name="Value">The mean of its samples.</param>
/// <param name="Weight">How many samples it has, repetitions counted.</param>
/// <param name="Impurity">Their variance.</param>
internal readonly record struct TreeNode(int Column, double Threshold, int Left, int Right, double Value, double Weight, double Impurity)
{
    public bool IsLeaf => Column < 0;
}
