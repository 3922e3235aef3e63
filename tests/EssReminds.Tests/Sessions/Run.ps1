# Runs Pester files, and writes the result of each It, and of what failed outside them, to a file.
param([string] $Pester, [string] $Result, [Parameter(ValueFromRemainingArguments)] [string[]] $Path)

$ErrorActionPreference = 'Stop'
Import-Module $Pester
$run = Invoke-Pester -Configuration @{ Run = @{ Path = $Path; PassThru = $true }; Output = @{ Verbosity = 'None' } }

function Get-Entry($Of, [string] $File, [string] $Name, [string] $Outcome) {
    $because = $Of.ErrorRecord
    @{
        File = Split-Path $File -Leaf; Name = $Name; Outcome = $Outcome; Seconds = $Of.Duration.TotalSeconds
        Text = "$($because.DisplayErrorMessage)"; Place = "$($because.DisplayStackTrace)"
    }
}

$entries = @(
    $run.Tests | ForEach-Object { Get-Entry $_ $_.ScriptBlock.File $_.ExpandedPath $_.Result }
    $run.FailedBlocks | ForEach-Object { Get-Entry $_ $_.BlockContainer.Item $_.ExpandedPath Failed }
    $run.FailedContainers | ForEach-Object { Get-Entry $_ $_.Item (Split-Path $_.Name -Leaf) Failed }
)
ConvertTo-Json $entries | Set-Content $Result
