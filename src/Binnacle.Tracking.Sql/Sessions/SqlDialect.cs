using System.Globalization;
using System.Text;

namespace Binnacle.Tracking.Sql;

/// <summary>The words in which the databases differ.</summary>
internal abstract class SqlDialect
{
    /// <summary>Whether a column is one of several texts, given as the parameter of this number, made by <see cref="Texts"/>.</summary>
    public abstract string InTexts(string column, int parameter);

    /// <summary>The value of a parameter for <see cref="InTexts"/>.</summary>
    public abstract object Texts(IReadOnlyCollection<string> values);

    /// <summary>SQL's LIKE, in which only <c>%</c> and <c>_</c> are special.</summary>
    public abstract string Like(string column, string pattern, bool ignoreCase);

    /// <summary>What follows a table and its alias in a search, to choose an index; empty for the database's own choice.</summary>
    public virtual string IndexOf(string table) => "";

    /// <summary>A column of every table that orders rows which are never changed as they were written, as MLflow's queries happen to give them.</summary>
    public abstract string RowPlace { get; }

    /// <summary>Whether the database knows too little of its tables to join them in the best order itself.</summary>
    public virtual bool NeedsJoinOrder => false;

    /// <summary>A text column as it is ordered: by code point.</summary>
    public abstract string Ordered(string column);

    /// <summary>A query whose answer changes when somebody else commits.</summary>
    public abstract string ChangeStamp { get; }

    /// <summary>Whether a column is one of these numbers.</summary>
    public static string InNumbers(string column, IReadOnlyCollection<long> values)
    {
        if (values.Count == 0)
            return "FALSE";
        StringBuilder text = new(column);
        text.Append(" IN (").AppendJoin(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
        return text.Append(')').ToString();
    }
}
