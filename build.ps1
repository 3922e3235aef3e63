<#
.SYNOPSIS
Builds, tests, packages and publishes EssReminds.

.DESCRIPTION
A thin layer over dotnet. It runs in Windows PowerShell 5.1 and in PowerShell 7, on a machine with the .NET SDK.

.PARAMETER Task
What to do; several, separated by commas, are done one after the other.

Build       Builds everything. Afterwards Import-Module ./EssReminds.psd1 works in place.
Test        Runs all tests; tests/*.Tests.ps1 among them, in the PowerShell that the build restores.
Package     Makes out/EssReminds/<version>/: the module, exactly as it is published; and of it out/EssReminds.<version>.nupkg,
            which a repository takes.
Publish     Packages, and publishes to the repository that -Repository names.
Pester      Packages, and runs tests/*.Tests.ps1 on the package, against the emulator, in the PowerShell that this is.
Playground  PowerShell with the module imported and the emulator behind it.
Benchmark   Runs the benchmarks.

.PARAMETER Repository
The name of a registered repository, for Publish. It may be a local folder.

.PARAMETER ApiKey
The repository's key, for Publish, where it wants one.

.PARAMETER NoBuild
For Publish and Pester: take what lies in out/ as it is.

.PARAMETER Argument
For Playground and Benchmark: handed on.

.EXAMPLE
./build.ps1
Builds everything.

.EXAMPLE
powershell ./build.ps1 -Task Test, Pester
Runs all tests, and those in tests/*.Tests.ps1 in Windows PowerShell, too.

.EXAMPLE
./build.ps1 -Task Playground -Argument '-Command', 'Get-EssConnection'
Runs one command in the Playground.

.EXAMPLE
./build.ps1 -Task Publish -Repository PSGallery -ApiKey (Get-Secret PSGallery)
Publishes the module.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Publish', 'Pester', 'Playground', 'Benchmark')]
    [string[]] $Task = 'Build',

    [string] $Repository,

    [securestring] $ApiKey,

    [switch] $NoBuild,

    [string[]] $Argument = @()
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$out = if ($env:ESSREMINDS_OUT) { $env:ESSREMINDS_OUT } else { Join-Path $root 'out' }
$version = (Import-PowerShellDataFile "$root/EssReminds.psd1").ModuleVersion

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) ended with exit code $LASTEXITCODE." }
}

# What dotnet test runs as well: the version that the build restores.
function Import-Pester {
    Import-Module "$(Invoke-DotNet msbuild "$root/src/EssReminds.Playground" '-restore' '-getProperty:PesterModule')"
}

function Build-Package {
    if ($NoBuild) { return }
    Invoke-DotNet build "$root/src/EssReminds" '-t:Package' -c Release
}

function Publish-Package {
    if (-not $Repository) { throw 'Publish needs -Repository, the name of a registered repository.' }
    Build-Package
    $key = if ($ApiKey) { [pscredential]::new('key', $ApiKey).GetNetworkCredential().Password } else { $null }
    $publish = Get-Command Publish-PSResource -ErrorAction Ignore
    # Since its version 1.1 PSResourceGet publishes the very file that was tested; earlier ones make their own of the folder.
    $to = @{ Repository = $Repository }
    if ($publish -and $publish.Parameters.ContainsKey('NupkgPath')) {
        $to.NupkgPath = Join-Path $out "EssReminds.$version.nupkg"
    } else {
        $to.Path = Join-Path $out "EssReminds/$version"
    }
    if ($publish) {
        if ($key) { $to.ApiKey = $key }
        Publish-PSResource @to
    } else {
        if ($key) { $to.NuGetApiKey = $key }
        Publish-Module @to
    }
}

function Invoke-PesterFiles {
    if (-not $NoBuild) {
        Build-Package
        Invoke-DotNet publish "$root/src/EssReminds.Emulator" -c Release -o "$out/emulator"
    }
    Import-Pester
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = "$root/tests"
    $configuration.Run.Throw = $true
    $configuration.Output.Verbosity = 'Detailed'
    $configuration.TestResult.Enabled = $true
    $configuration.TestResult.OutputPath = "$out/pester.xml"
    Invoke-Pester -Configuration $configuration
}

foreach ($one in $Task) {
    switch ($one) {
        'Build' { Invoke-DotNet build "$root/EssReminds.sln" }
        'Test' { Invoke-DotNet test "$root/EssReminds.sln" }
        'Package' { Build-Package }
        'Publish' { Publish-Package }
        'Pester' { Invoke-PesterFiles }
        'Playground' { Invoke-DotNet run --project "$root/src/EssReminds.Playground" '--' @Argument }
        'Benchmark' { Invoke-DotNet run -c Release --project "$root/tests/EssReminds.Benchmarks" '--' @Argument }
    }
}
