<#
.SYNOPSIS
Reminds the contracts of many CSV files, several files at a time.

.DESCRIPTION
Each file is a run of its own with a checkpoint beside it, in a thread of its own. All of them share the connection and its
pace, so that together they use the quota and no more. A contract that is in several files is reminded with the first.

It needs PowerShell 7, which has ForEach-Object -Parallel. One file alone gains nothing by it: Send-EssFlowReminder has many
calls under way anyway. Run Connect-Ess first.

.PARAMETER Folder
The folder of the CSV files.

.PARAMETER IdColumn
The column with the contracts' ids, 合同ID by default.

.PARAMETER ThrottleLimit
How many files are dealt with at a time.

.EXAMPLE
Connect-Ess -Verify
./Remind-InParallel.ps1 -Folder ./departments | Where-Object Outcome -ne Reminded
#>

#Requires -Version 7.0
#Requires -Modules EssReminds
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Folder,
    [string] $IdColumn = '合同ID',
    [int] $ThrottleLimit = 5
)

$ErrorActionPreference = 'Stop'
# What Send-EssFlowReminder leaves out around an id: quotes, blanks and invisible characters, and marks that end a field.
$around = '[\u0022\u0027\u0060\uFF02\uFF07\u201A\u201E\u300C-\u300F\p{Pi}\p{Pf}\p{Cc}\p{Cf}\p{Z}]'
$marks = "^$around+|(?:$around|[,;\uFF0C\uFF1B\u3001])+`$"
$seen = [System.Collections.Generic.HashSet[string]]::new()
$lists = foreach ($file in Get-ChildItem -LiteralPath $Folder -Filter *.csv | Sort-Object Name) {
    $rows = @(Import-Csv -LiteralPath $file.FullName -Encoding utf8)
    if ($rows.Count -gt 0 -and $rows[0].psobject.Properties.Name -notcontains $IdColumn) {
        throw "$file has no column $IdColumn, but $($rows[0].psobject.Properties.Name -join ', '). " +
            'Name the column of the ids with -IdColumn. If the names are garbled, save the file as CSV UTF-8. / ' +
            '请用 -IdColumn 指定合同 ID 所在的列；列名为乱码时请将文件另存为 CSV UTF-8。'
    }
    @{
        Name           = $file.Name
        CheckpointPath = "$($file.FullName).jsonl"
        Ids            = @($rows | ForEach-Object { $_.$IdColumn } | Where-Object { $_ -and $seen.Add(($_ -replace $marks)) })
    }
}

# A thread is a session of its own: it imports the module, and is told the connection.
$module = Join-Path (Get-Module EssReminds).ModuleBase 'EssReminds.psd1'
$connection = Get-EssConnection
if (-not $connection) { throw 'Run Connect-Ess first. / 请先运行 Connect-Ess。' }
$ErrorActionPreference = 'Continue' # the error of one contract must not end the runs of all files
$lists | Where-Object { $_.Ids.Count -gt 0 } | ForEach-Object -ThrottleLimit $ThrottleLimit -Parallel {
    Import-Module $using:module
    $list = $_
    $list.Ids | Send-EssFlowReminder -Connection $using:connection -CheckpointPath $list.CheckpointPath |
        Select-Object @{ Name = 'File'; Expression = { $list.Name } }, FlowId, Outcome, Message, RequestId
}
