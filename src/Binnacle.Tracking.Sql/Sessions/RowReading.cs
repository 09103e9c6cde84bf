using System.Data.Common;

namespace Binnacle.Tracking.Sql;

/// <summary>Columns that may be null.</summary>
internal static class RowReading
{
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? Number(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
