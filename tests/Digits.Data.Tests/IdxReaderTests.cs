using CsCheck;
using Digits.Data.Idx;

namespace Digits.Data.Tests;

public sealed class IdxReaderTests
{
    private static readonly Gen<IdxArray> Arrays =
        from shape in Gen.Int[0, 6].Array[1, 4]
        from type in Gen.OneOf(IdxType.UnsignedByte, IdxType.Float)
        let length = shape.Aggregate(type == IdxType.Float ? 4 : 1, (product, size) => product * size)
        from bytes in Gen.Byte.Array[length]
        select new IdxArray(type, shape, bytes);

    [Fact]
    public void What_is_written_is_read_back() => Arrays.Sample(array =>
    {
        IdxArray read = IdxReader.Parse(GzipFile.Unpack(GzipFile.Pack(IdxWriter.Format(array))));
        Assert.Equal(array.Type, read.Type);
        Assert.Equal(array.Shape, read.Shape);
        Assert.Equal(array.Bytes, read.Bytes);
    });

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Select(
        Gen.OneOf<byte[]>([], [0, 0], [0, 0, 8, 1], [0, 0, 8, 3], [0, 0, 13, 4], [0x1F, 0x8B], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]),
        Gen.Byte.Array[0, 60]).Sample((head, tail) =>
    {
        try
        {
            IdxArray array = IdxReader.Parse(GzipFile.Unpack([.. head, .. tail]));
            Assert.InRange(array.Bytes.Length, 0, head.Length + tail.Length + 1000);
        }
        catch (InvalidDataException fault)
        {
            Assert.NotEmpty(fault.Message);
        }
    }, iter: 5000);

    [Fact]
    public void A_changed_byte_of_a_packed_file_never_changes_the_content_unseen()
    {
        byte[] content = IdxWriter.Format(new IdxArray(IdxType.UnsignedByte, [300], [.. Enumerable.Range(0, 300).Select(value => (byte)(value % 7))]));
        byte[] packed = GzipFile.Pack(content);
        Gen.Select(Gen.Int[0, packed.Length - 1], Gen.Byte).Sample((place, value) =>
        {
            byte[] changed = [.. packed];
            changed[place] = value;
            try
            {
                Assert.Equal(content, IdxWriter.Format(IdxReader.Parse(GzipFile.Unpack(changed))));
            }
            catch (InvalidDataException)
            {
                Assert.NotEqual(packed[place], value);
            }
        });
    }

    [Fact]
    public void Every_truncation_of_a_packed_file_is_seen()
    {
        byte[] packed = GzipFile.Pack(IdxWriter.Format(new IdxArray(IdxType.UnsignedByte, [5], [1, 2, 3, 4, 5])));
        for (int length = 0; length < packed.Length; length++)
            Assert.Throws<InvalidDataException>(() => IdxReader.Parse(GzipFile.Unpack(packed[..length])));
    }

    [Theory]
    [InlineData("", "not an IDX file: expected a magic number 00 00 TT DD, found an empty file.")]
    [InlineData("89504E470D0A", "not an IDX file: expected a magic number 00 00 TT DD, found 89504E47.")]
    [InlineData("00000B0100000001", "expected elements of type 08 (bytes) or 0D (floats), found 0B.")]
    [InlineData("0000080300000001", "truncated: the head has 16 bytes, the file 8.")]
    [InlineData("00000801FFFFFFFF", "dimension 1 has the negative size -1.")]
    [InlineData("000008010000000301", "truncated: 3 elements take 3 bytes, found 1.")]
    [InlineData("00000801000000010203", "longer than its head says: 1 elements take 1 bytes, found 2.")]
    [InlineData("000008037FFFFFFF7FFFFFFF7FFFFFFF", "truncated: 2147483647 x 2147483647 x 2147483647 elements take 9903520300447984150353281023 bytes, found 0.")]
    public void A_foreign_file_is_refused_with_its_reason(string content, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => IdxReader.Parse(Convert.FromHexString(content))).Message);
}
