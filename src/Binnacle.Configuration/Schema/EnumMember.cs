using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>One value of an <see cref="EnumType"/>.</summary>
/// <param name="Name">The name as configurations have it.</param>
/// <param name="Number">The number by which it can be given too; null when it cannot.</param>
internal sealed record EnumMember(string Name, BigInteger? Number = null);
