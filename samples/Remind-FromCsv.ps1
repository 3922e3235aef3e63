<#
.SYNOPSIS
Reminds the contracts of a CSV file, and writes the file anew with what became of each.

.DESCRIPTION
Every row comes back with all its columns, followed by Outcome, Message and RequestId. A contract that has several
rows is reminded once, and each of its rows says so.

Beside the new file there is a checkpoint (its name, and .jsonl). Where the run was stopped, run the script again with the
same files: it goes on where it was, and the new file is complete then. To remind the same contracts on another occasion,
take another -OutputPath: what the checkpoint knows as reminded is not sent again. Run Connect-Ess first.

.PARAMETER Path
The CSV file to read.

.PARAMETER OutputPath
The CSV file to write. It is marked as UTF-8, so that Excel reads it right.

.PARAMETER IdColumn
The column with the contracts' ids, 合同ID by default.

.PARAMETER Encoding
The encoding of the file to read. Excel's plain "CSV" is in the system's code page: Default in Windows PowerShell, ansi in
PowerShell 7.4 and later.

.EXAMPLE
Connect-Ess -Verify
./Remind-FromCsv.ps1 -Path contracts.csv -OutputPath reminded.csv

.EXAMPLE
./Remind-FromCsv.ps1 -Path contracts.csv -OutputPath reminded.csv -WhatIf
Shows whom it would remind, and does nothing.
#>

#Requires -Modules EssReminds
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $OutputPath,
    [string] $IdColumn = '合同ID',
    [string] $Encoding = 'UTF8'
)

$ErrorActionPreference = 'Stop'
$rows = @(Import-Csv -LiteralPath $Path -Encoding $Encoding)
if ($rows.Count -gt 0 -and $rows[0].psobject.Properties.Name -notcontains $IdColumn) {
    throw "$Path has no column $IdColumn, but $($rows[0].psobject.Properties.Name -join ', '). " +
        'Name the column of the ids with -IdColumn. If the names are garbled, try -Encoding ansi (Default in Windows PowerShell). / ' +
        '请用 -IdColumn 指定合同 ID 所在的列；列名为乱码时请加 -Encoding ansi（Windows PowerShell 中为 Default）。'
}

# Ids differ by upper and lower case, which the keys of @{} do not.
$records = New-Object hashtable ([StringComparer]::Ordinal)
# What Send-EssFlowReminder leaves out around an id: quotes, blanks and invisible characters, and marks that end a field.
$around = '[\u0022\u0027\u0060\uFF02\uFF07\u201A\u201E\u300C-\u300F\p{Pi}\p{Pf}\p{Cc}\p{Cf}\p{Z}]'
$marks = "^$around+|(?:$around|[,;\uFF0C\uFF1B\u3001])+`$"
$recordOf = { $records[("$($args[0].$IdColumn)" -replace $marks)] }
$isComplete = $false
try {
    $rows | Send-EssFlowReminder -FlowId { $_.$IdColumn } -CheckpointPath "$OutputPath.jsonl" -ErrorAction Continue |
        ForEach-Object { $records[$_.FlowId] = $_ }
    $isComplete = $true
}
finally {
    # What is known is written also where the run ends early; rows behind it keep what an earlier run has noted of them.
    if (-not $isComplete -and $records.Count -gt 0 -and (Test-Path -LiteralPath "$OutputPath.jsonl")) {
        Import-EssCheckpoint -LiteralPath "$OutputPath.jsonl" -ErrorAction Ignore |
            Where-Object { -not $records.ContainsKey($_.FlowId) } |
            ForEach-Object { $records[$_.FlowId] = $_ }
    }
    $encodingWithMark = if ($PSVersionTable.PSEdition -eq 'Core') { 'utf8BOM' } else { 'UTF8' }
    $done = $rows | Select-Object -Property * -ExcludeProperty Outcome, Message, RequestId | Select-Object *,
        @{ Name = 'Outcome'; Expression = { (& $recordOf $_).Outcome } },
        @{ Name = 'Message'; Expression = { (& $recordOf $_).Message } },
        @{ Name = 'RequestId'; Expression = { (& $recordOf $_).RequestId } }
    # A run that could not begin knows nothing, and leaves an earlier file as it is.
    if ($isComplete -or $records.Count -gt 0) {
        $done | Export-Csv -LiteralPath $OutputPath -NoTypeInformation -Encoding $encodingWithMark
    }
}

$records.Values | Group-Object Outcome -NoElement | Sort-Object Name
