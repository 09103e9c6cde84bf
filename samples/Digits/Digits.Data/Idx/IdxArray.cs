namespace Digits.Data.Idx;

/// <summary>The content of an IDX file.</summary>
/// <param name="Type">The type of the elements.</param>
/// <param name="Shape">The size of each dimension; the first counts the items.</param>
/// <param name="Bytes">The elements as they stand in the file, the last dimension varying fastest.</param>
public sealed record IdxArray(IdxType Type, IReadOnlyList<int> Shape, byte[] Bytes);
