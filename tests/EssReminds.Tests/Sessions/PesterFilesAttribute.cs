using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using EssReminds.Tests.Support;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace EssReminds.Tests.Sessions;

/// <summary>
/// Stands for all Pester files. To start Pester takes longer than most files, so several files share a process; each process is a
/// test case in a collection of its own, so that they run at once.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("EssReminds.Tests.Sessions." + nameof(PesterDiscoverer), "EssReminds.Tests")]
public sealed class PesterFilesAttribute : FactAttribute;

public sealed class PesterDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    private const int Processes = 4;

    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        from share in Shares()
        let name = string.Join(", ", share.Select(Path.GetFileName))
        let collection = new TestCollection(testMethod.TestClass.TestCollection.TestAssembly, null, name)
        let inCollection = new TestClass(collection, testMethod.TestClass.Class)
        select new PesterCase(diagnostics, new TestMethod(inCollection, testMethod.Method), [.. share]);

    /// <summary>The files, dealt out by size so that all processes have about the same to do.</summary>
    private static List<string>[] Shares()
    {
        var shares = Enumerable.Range(0, Processes).Select(_ => (Files: new List<string>(), Size: 0L)).ToArray();
        var files = new DirectoryInfo(Path.Combine(Repository.Root, "tests")).GetFiles("*.Tests.ps1");
        foreach (FileInfo file in files.OrderByDescending(file => file.Length).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            int least = Array.FindIndex(shares, share => share.Size == shares.Min(one => one.Size));
            shares[least].Files.Add(file.FullName);
            shares[least].Size += file.Length;
        }

        return [.. shares.Select(share => share.Files)];
    }
}
