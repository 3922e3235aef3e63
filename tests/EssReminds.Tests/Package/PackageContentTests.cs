using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using EssReminds.Commands;
using EssReminds.Tests.Support;
using Xunit;

namespace EssReminds.Tests.Package;

public class PackageContentTests
{
    [Fact]
    public void The_package_holds_the_published_files_and_nothing_else() => Assert.Equal(
        [
            "EssReminds.Format.ps1xml",
            "EssReminds.dll",
            "EssReminds.psd1",
            "LICENSE",
            "desktop/LICENSE.TXT",
            "desktop/Microsoft.Bcl.AsyncInterfaces.dll",
            "desktop/System.Buffers.dll",
            "desktop/System.Memory.dll",
            "desktop/System.Numerics.Vectors.dll",
            "desktop/System.Runtime.CompilerServices.Unsafe.dll",
            "desktop/System.Text.Encodings.Web.dll",
            "desktop/System.Text.Json.dll",
            "desktop/System.Threading.Tasks.Extensions.dll",
            "desktop/System.ValueTuple.dll",
            "desktop/THIRD-PARTY-NOTICES.TXT",
            "en-US/EssReminds.dll-Help.xml",
            "en-US/about_EssReminds.help.txt",
            "en-US/about_EssReminds_Errors.help.txt",
            "zh-Hans/EssReminds.dll-Help.xml",
            "zh-Hans/EssReminds.resources.dll",
            "zh-Hans/about_EssReminds.help.txt",
            "zh-Hans/about_EssReminds_Errors.help.txt",
        ],
        Packaged.Files.Order(StringComparer.Ordinal));

    [Fact]
    public void The_manifest_points_to_files_of_the_package()
    {
        Assert.Contains((string)Packaged.Manifest["RootModule"]!, Packaged.Files);
        Assert.All((object[])Packaged.Manifest["FormatsToProcess"]!, file => Assert.Contains((string)file, Packaged.Files));
    }

    [Fact]
    public void The_manifest_in_the_repository_differs_from_the_packages_only_in_paths_and_release_notes()
    {
        string clone = File.ReadAllText(Repository.Module).Replace("'bin/", "'", StringComparison.Ordinal).ReplaceLineEndings("\n");
        string package = File.ReadAllText(Packaged.PathOf("EssReminds.psd1")).ReplaceLineEndings("\n");
        string pointer = package.Replace(
            $"@'\n{Notes(Packaged.Version)}\n'@", "'See CHANGELOG.md.' # in the package the notes themselves", StringComparison.Ordinal);
        Assert.Equal(clone, pointer);
    }

    [Fact]
    public void The_packages_release_notes_are_those_of_its_version_in_the_changelog()
    {
        var gallery = (Hashtable)((Hashtable)Packaged.Manifest["PrivateData"]!)["PSData"]!;
        Assert.Equal(Notes(Packaged.Version), ((string)gallery["ReleaseNotes"]!).ReplaceLineEndings("\n"));
        Assert.Contains("Send-EssFlowReminder", Notes(Packaged.Version), StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_has_every_entry_that_a_gallery_asks_for()
    {
        string[] entries =
        [
            "RootModule", "ModuleVersion", "GUID", "Author", "CompanyName", "Copyright", "Description", "PowerShellVersion",
            "DotNetFrameworkVersion", "CompatiblePSEditions", "FormatsToProcess", "CmdletsToExport",
        ];
        Assert.All(entries, entry => Assert.NotEmpty(LanguagePrimitives.ConvertTo<string>(Packaged.Manifest[entry])));
        Assert.All(
            ["FunctionsToExport", "VariablesToExport", "AliasesToExport"],
            entry => Assert.Empty((object[])Packaged.Manifest[entry]!));

        var gallery = (Hashtable)((Hashtable)Packaged.Manifest["PrivateData"]!)["PSData"]!;
        Assert.All(["Tags", "LicenseUri", "ReleaseNotes"], entry => Assert.NotEmpty(LanguagePrimitives.ConvertTo<string>(gallery[entry])));
    }

    [Fact]
    public void The_version_is_the_same_in_manifest_folder_assembly_changelog_and_nupkg()
    {
        Assert.Equal(Packaged.Version, Path.GetFileName(Packaged.Folder));
        Assert.Equal(Packaged.Version, AssemblyName.GetAssemblyName(Packaged.Module).Version!.ToString(3));
        Assert.Equal(Packaged.Version, VersionHeadings().First());
        Assert.EndsWith($"EssReminds.{Packaged.Version}.nupkg", Packaged.Nupkg, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nupkg_holds_the_same_files_and_the_metadata_that_a_gallery_asks_for()
    {
        using ZipArchive nupkg = ZipFile.OpenRead(Packaged.Nupkg);
        string[] ofTheFormat = ["EssReminds.nuspec", "[Content_Types].xml"];
        Assert.Equal(
            Packaged.Files.Order(StringComparer.Ordinal),
            nupkg.Entries.Select(entry => Uri.UnescapeDataString(entry.FullName))
                .Where(name => !ofTheFormat.Contains(name) && !name.StartsWith("_rels/", StringComparison.Ordinal)
                    && !name.StartsWith("package/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));

        XElement metadata = XDocument.Load(nupkg.GetEntry("EssReminds.nuspec")!.Open()).Root!.Elements().First();
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal(("EssReminds", Packaged.Version), (Value("id"), Value("version")));
        Assert.Equal(Packaged.Manifest["Description"], Value("description"));
        Assert.Equal(Notes(Packaged.Version), Value("releaseNotes").ReplaceLineEndings("\n"));
        Assert.Superset(
            new HashSet<string>(["PSModule", "PSEdition_Core", "PSEdition_Desktop"]),
            new HashSet<string>(Value("tags").Split(' ')));
    }

    private static string Changelog => File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")).ReplaceLineEndings("\n");

    private static IEnumerable<string> VersionHeadings() =>
        Changelog.Split('\n').Where(line => line.StartsWith("## [", StringComparison.Ordinal))
            .Select(line => line[4..line.IndexOf(']', StringComparison.Ordinal)]);

    /// <summary>The text in the changelog under the heading of a version.</summary>
    private static string Notes(string version)
    {
        string[] lines = Changelog.Split('\n');
        int heading = Array.FindIndex(lines, line => line.StartsWith($"## [{version}]", StringComparison.Ordinal));
        return string.Join('\n', lines.Skip(heading + 1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))).Trim();
    }

    [Fact]
    public void The_manifest_exports_exactly_the_cmdlets_of_the_assembly()
    {
        var there = from type in typeof(SendEssFlowReminderCommand).Assembly.GetExportedTypes()
                    let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
                    where cmdlet is not null
                    select cmdlet.VerbName + "-" + cmdlet.NounName;

        Assert.Equal(there.Order(StringComparer.Ordinal), ((object[])Packaged.Manifest["CmdletsToExport"]!).Cast<string>());
    }
}
