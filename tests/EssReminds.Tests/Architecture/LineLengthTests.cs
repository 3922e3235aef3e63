using System.Collections.Generic;
using System.IO;
using System.Linq;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Architecture;

public class LineLengthTests
{
    private const int Columns = 140;

    private static readonly string[] Code = [".cs", ".ps1", ".psm1", ".psd1"];

    [Fact]
    public void No_line_of_code_is_longer_than_140_columns() => Assert.Empty(
        from folder in new[] { "src", "tests", "samples" }
        from file in Files(Path.Combine(Repository.Root, folder))
        from line in File.ReadLines(file).Select((text, index) => (text, number: index + 1))
        where line.text.Length > Columns
        select Path.GetRelativePath(Repository.Root, file) + ":" + line.number);

    /// <summary>Not what was built: a folder below it may hold a link to the whole machine.</summary>
    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => Code.Contains(Path.GetExtension(file)))
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(child => Path.GetFileName(child) is not ("bin" or "obj"))
            .SelectMany(Files));
}
