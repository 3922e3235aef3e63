using System;
using System.Collections;
using System.IO;
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
    public void The_package_holds_what_is_published_and_nothing_else() => Assert.Equal(
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
    public void The_manifest_in_the_clone_is_the_packages_but_for_the_place_of_its_files()
    {
        static string Text(string path) => File.ReadAllText(path).Replace("'bin/", "'", StringComparison.Ordinal).ReplaceLineEndings();
        Assert.Equal(Text(Repository.Module), Text(Packaged.PathOf("EssReminds.psd1")));
    }

    [Fact]
    public void The_manifest_says_everything_a_gallery_asks_for()
    {
        string[] entries =
        [
            "RootModule", "ModuleVersion", "GUID", "Author", "CompanyName", "Copyright", "Description", "PowerShellVersion",
            "DotNetFrameworkVersion", "CompatiblePSEditions", "FormatsToProcess", "CmdletsToExport",
        ];
        Assert.All(entries, entry => Assert.NotEmpty(LanguagePrimitives.ConvertTo<string>(Packaged.Manifest[entry])));
        Assert.All(["FunctionsToExport", "VariablesToExport", "AliasesToExport"], entry => Assert.Empty((object[])Packaged.Manifest[entry]!));

        var gallery = (Hashtable)((Hashtable)Packaged.Manifest["PrivateData"]!)["PSData"]!;
        Assert.All(["Tags", "LicenseUri", "ReleaseNotes"], entry => Assert.NotEmpty(LanguagePrimitives.ConvertTo<string>(gallery[entry])));
    }

    [Fact]
    public void The_version_is_the_same_everywhere()
    {
        string version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

        Assert.Equal(version, Packaged.Manifest["ModuleVersion"]);
        Assert.Equal(version, Path.GetFileName(Packaged.Folder));
        Assert.Equal(version, AssemblyName.GetAssemblyName(Packaged.Module).Version!.ToString(3));
    }

    [Fact]
    public void The_manifest_exports_the_cmdlets_that_are_there()
    {
        var there = from type in typeof(SendEssFlowReminderCommand).Assembly.GetExportedTypes()
                    let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
                    where cmdlet is not null
                    select cmdlet.VerbName + "-" + cmdlet.NounName;

        Assert.Equal(there.Order(StringComparer.Ordinal), ((object[])Packaged.Manifest["CmdletsToExport"]!).Cast<string>());
    }
}
