# Functions that the Pester files share; each dot-sources this in BeforeAll. They use the packaged module and the emulator
# in out/, which "build.ps1 -Task Pester" makes, or where the build of EssReminds.Tests has put them.

$root = Split-Path $PSScriptRoot
$out = if ($env:ESSREMINDS_OUT) { $env:ESSREMINDS_OUT } else { Join-Path $root 'out' }
$version = (Import-PowerShellDataFile (Join-Path $root 'EssReminds.psd1')).ModuleVersion
$package = Join-Path $out "EssReminds/$version"
Import-Module (Join-Path $package 'EssReminds.psd1') -Force

$secretId = 'AKIDEmulatorEmulatorEmulatorEXAMPLE'
$secretKey = 'EmulatorSecretKeyEmulatorEXAMPLE'

function Start-Emulator([string] $Option = '') {
    $emulatorDll = Join-Path $out 'emulator/EssReminds.Emulator.dll'
    $start = New-Object System.Diagnostics.ProcessStartInfo 'dotnet', ('"{0}" --port 0 {1}' -f $emulatorDll, $Option)
    $start.RedirectStandardOutput = $true
    $start.UseShellExecute = $false
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if ($line -notmatch '(https?://127\.0\.0\.1:[0-9]+).*?(?:, CA file (.+))?\)$') { throw "The emulator did not start: $line" }
    [pscustomobject]@{ Process = $process; Address = $Matches[1]; CaFile = $Matches[2] }
}

function Stop-Emulator($Emulator) {
    if (-not $Emulator) { return }
    Stop-Process -Id $Emulator.Process.Id -Force
    $Emulator.Process.WaitForExit()
    $Emulator.Process.Dispose()
}

# Over https the certificate is not checked, which only PowerShell 7 can do.
function Get-Stat($Emulator) {
    $more = if ($Emulator.Address -like 'https:*') { @{ SkipCertificateCheck = $true } } else { @{} }
    Invoke-RestMethod "$($Emulator.Address)/_emulator/stats" -UseBasicParsing @more
}

# A high pace by default, because most tests are not about the quota.
function Connect-Emulator($Emulator, [double] $RequestsPerSecond = 1000, [switch] $PassThru, [switch] $Verify) {
    $key = ConvertTo-SecureString $secretKey -AsPlainText -Force
    Connect-Ess -SecretId $secretId -SecretKey $key -OperatorUserId yDxMkUyExample -Endpoint $Emulator.Address `
        -RequestsPerSecond $RequestsPerSecond -PassThru:$PassThru -Verify:$Verify
}

# Runs a script in another process of the same PowerShell; it has the functions of this file, and $given.
function Start-PowerShell([string] $Script, [hashtable] $Given = @{}, [hashtable] $Environment = @{}) {
    $name = Join-Path $TestDrive ([guid]::NewGuid())
    $Given | Export-Clixml "$name.xml"
    Set-Content "$name.ps1" ". '$PSScriptRoot/Session.ps1'", "`$given = Import-Clixml '$name.xml'", $Script -Encoding UTF8
    $program = (Get-Process -Id $PID).Path
    $shell = if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { '"{0}" ' -f (Join-Path $PSHOME 'pwsh.dll') } else { '' }
    $arguments = '{0}-NoLogo -NoProfile -NonInteractive -File "{1}.ps1"' -f $shell, $name
    $start = New-Object System.Diagnostics.ProcessStartInfo $program, $arguments
    $start.RedirectStandardOutput = $true
    $start.UseShellExecute = $false
    foreach ($variable in $Environment.Keys) { $start.EnvironmentVariables[$variable] = $Environment[$variable] }
    [System.Diagnostics.Process]::Start($start)
}

# The objects that the script of such a process sent, after waiting for its end.
function Receive-PowerShell($Process) {
    $text = $Process.StandardOutput.ReadToEnd()
    $Process.WaitForExit()
    $text -split "`n" | Where-Object { $_ -like '{*}' } | ForEach-Object { $_ | ConvertFrom-Json }
}

# In the script of such a process: sends an object to its parent.
function Send-Object([hashtable] $What) {
    [Console]::Out.WriteLine(($What | ConvertTo-Json -Compress -Depth 4))
}

# Flow ids in the service's format, different for each prefix.
function New-FlowId([int] $Count, [string] $Prefix) {
    foreach ($n in 1..$Count) { $Prefix + $n.ToString().PadLeft(32 - $Prefix.Length, '0') }
}

function Wait-Until([scriptblock] $Condition) {
    foreach ($n in 1..600) {
        if (& $Condition) { return }
        Start-Sleep -Milliseconds 50
    }
    throw "Not within 30 seconds: $Condition"
}

# Sets an environment variable of this process; $null removes it, which an empty text from $null would not do in PowerShell 7.
function Set-EnvironmentVariable([string] $Name, $Value) {
    [Environment]::SetEnvironmentVariable($Name, $(if ($null -eq $Value) { [NullString]::Value } else { $Value }))
}

# Starts this PowerShell again; it may run as "dotnet pwsh.dll".
function Invoke-Shell {
    $program = (Get-Process -Id $PID).Path
    if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { & $program "$PSHOME/pwsh.dll" @args } else { & $program @args }
}
