# Runs Pester files one after another, and adds a line of JSON to a file for each It, and for what failed outside them.
param([string] $Pester, [string] $Result, [Parameter(ValueFromRemainingArguments)] [string[]] $Path)

$ErrorActionPreference = 'Stop'
Import-Module $Pester

function Add-Entry($Of, [string] $File, [string] $Name, [string] $Outcome) {
    $because = $Of.ErrorRecord
    $entry = @{
        File = Split-Path $File -Leaf; Name = $Name; Outcome = $Outcome; Seconds = $Of.Duration.TotalSeconds
        Text = "$($because.DisplayErrorMessage)"; Place = "$($because.DisplayStackTrace)"
    }
    ConvertTo-Json $entry -Compress | Add-Content $Result
}

foreach ($file in $Path) {
    $run = Invoke-Pester -Configuration @{ Run = @{ Path = $file; PassThru = $true }; Output = @{ Verbosity = 'None' } }
    foreach ($test in $run.Tests) { Add-Entry $test $file $test.ExpandedPath $test.Result }
    foreach ($block in $run.FailedBlocks) { Add-Entry $block $file $block.ExpandedPath Failed }
    foreach ($container in $run.FailedContainers) { Add-Entry $container $file (Split-Path $container.Name -Leaf) Failed }
}
