<#
.SYNOPSIS
Looks contracts up, and reminds those in which a signer is due to sign, the most urgent first.

.DESCRIPTION
A reminder costs a message, and a signer can be reminded only a few times; a look-up costs neither. Contracts that are signed,
rejected, expired or cancelled are left alone, and so are those in which nobody's turn has come. Run Connect-Ess first.

It emits the records of Send-EssFlowReminder.

.PARAMETER Path
A CSV file of contracts, whatever their state.

.PARAMETER CheckpointPath
The file that remembers what was sent, so that the script can be run again where it was stopped. Take a new one for each
occasion.

.PARAMETER Before
Reminds only contracts whose deadline is earlier; one without a deadline is reminded, too.

.PARAMETER IdColumn
The column with the contracts' ids, 合同ID by default.

.EXAMPLE
./Remind-DueFlows.ps1 -Path contracts.csv -CheckpointPath due.jsonl -Before (Get-Date).AddDays(3)
Reminds the signers of what expires within three days.

.EXAMPLE
./Remind-DueFlows.ps1 -Path contracts.csv -CheckpointPath due.jsonl -WhatIf
Looks up, and shows whom it would remind.
#>

#Requires -Modules EssReminds
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $CheckpointPath,
    [datetime] $Before = [datetime]::MaxValue,
    [string] $IdColumn = '合同ID'
)

$ErrorActionPreference = 'Stop'
$rows = @(Import-Csv -LiteralPath $Path -Encoding UTF8)
if ($rows.Count -gt 0 -and $rows[0].psobject.Properties.Name -notcontains $IdColumn) {
    throw "$Path has no column $IdColumn, but $($rows[0].psobject.Properties.Name -join ', '). " +
        'Name the column of the ids with -IdColumn. If the names are garbled, save the file as CSV UTF-8. / ' +
        '请用 -IdColumn 指定合同 ID 所在的列；列名为乱码时请将文件另存为 CSV UTF-8。'
}

$flows = @($rows | Get-EssFlow -FlowId { $_.$IdColumn } -IncludeSigner -ErrorAction Continue)
$due = @($flows | Where-Object { $_.CanRemind -and $_.Deadline -lt $Before } |
    Sort-Object { if ($_.Deadline) { $_.Deadline } else { [datetime]::MaxValue } })
Write-Information "$($flows.Count) contracts were found; $($due.Count) of them are due." -InformationAction Continue

if ($due.Count -gt 0) { $due | Send-EssFlowReminder -CheckpointPath $CheckpointPath -ErrorAction Continue }
