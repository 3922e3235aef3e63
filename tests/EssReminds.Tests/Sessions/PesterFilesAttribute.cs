using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using EssReminds.Tests.Support;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace EssReminds.Tests.Sessions;

/// <summary>Stands for all Pester files: each is a test case in a collection of its own, so that several run at once.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("EssReminds.Tests.Sessions." + nameof(PesterDiscoverer), "EssReminds.Tests")]
public sealed class PesterFilesAttribute : FactAttribute;

public sealed class PesterDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        from file in Directory.GetFiles(Path.Combine(Repository.Root, "tests"), "*.Tests.ps1")
        let collection = new TestCollection(testMethod.TestClass.TestCollection.TestAssembly, null, Path.GetFileName(file))
        select new PesterFile(diagnostics, new TestMethod(new TestClass(collection, testMethod.TestClass.Class), testMethod.Method), file);
}
