using Binnacle.Server.Ui.Artifacts;
using CsCheck;

namespace Binnacle.Server.Tests.Ui;

/// <summary>Files with rows and columns.</summary>
public sealed class ArtifactTableTests
{
    [Fact]
    public void Quoted_cells_keep_separators_quotes_and_line_ends()
    {
        ArtifactTable table = ArtifactTable.Of("a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\n3,\n", "t.csv", textIsCut: false)!;
        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal(["x, \"y\"", "two\nlines"], table.Rows[0]);
        Assert.Equal(["3", ""], table.Rows[1]);
        Assert.False(table.IsCut);
    }

    [Fact]
    public void A_long_table_is_cut_after_500_rows()
    {
        ArtifactTable table = ArtifactTable.Of("n\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i}\n")), "t.csv", textIsCut: false)!;
        Assert.Equal((500, true), (table.Rows.Count, table.IsCut));
        Assert.Equal("499", table.Rows[^1][0]);
    }

    [Fact]
    public void The_half_row_at_the_end_of_a_cut_text_is_left_out() =>
        Assert.Equal([["1", "2"]], ArtifactTable.Of("a\tb\n1\t2\n3", "t.tsv", textIsCut: true)!.Rows);

    [Fact]
    public void The_table_that_log_table_writes_is_read()
    {
        ArtifactTable table = ArtifactTable.Of("""{"columns":["text","n"],"data":[["<b>",1],[null,2.5]]}""", "eval.json", textIsCut: false)!;
        Assert.Equal([["<b>", "1"], ["null", "2.5"]], table.Rows);
        Assert.Null(ArtifactTable.Of("""{"columns":1}""", "eval.json", textIsCut: false));
        Assert.Null(ArtifactTable.Of("[1,", "eval.json", textIsCut: false));
    }

    [Fact]
    public void Whatever_was_written_quoted_is_read_back() =>
        Gen.String[Gen.Char["ab\",\n\r\té "], 0, 8].Array[1, 4].Array[1, 6].Sample(rows =>
        {
            string text = string.Concat(rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));
            ArtifactTable table = ArtifactTable.Of(text, "t.csv", textIsCut: false)!;
            Assert.Equal(rows, [table.Columns, .. table.Rows]);
        });
}
