<#
.SYNOPSIS
Reminds the signers of all open contracts, every few days and a few times: the runbook for every morning.

.DESCRIPTION
Run it once a day, by a scheduled task or a timer. Each contract is reminded again after -RemindAgainAfter, and -MaximumReminders
times at most, however often the script runs: the checkpoint remembers. Where the machine stops half-way, run it again.
The default is a little less than three days, since no morning's run starts at the very second of an earlier one.

It ends with 0 where all is well, and with 1 where somebody has to look: contracts that failed, or whose outcome is unknown.

.PARAMETER Path
A CSV file of the contracts that are open today.

.PARAMETER CheckpointPath
The file that remembers who was reminded when. One file for all mornings.

.PARAMETER RemindAgainAfter
How old the last reminder of a contract must be before it is reminded again.

.PARAMETER MaximumReminders
How often a contract is reminded at most, whichever signer it was. Where they sign one after the other, give three times their number.

.PARAMETER LookUpPath
Where to list contracts whose outcome is unknown; beside the checkpoint by default. The next run writes it anew: copy it
first, for instance to looked-up.csv. Ask the signers, add a column Reminded to the copy with yes or no for each, and run:
Import-Csv looked-up.csv | Where-Object Reminded -eq yes | Set-EssCheckpointOutcome -Path reminders.jsonl -Outcome Reminded
Import-Csv looked-up.csv | Where-Object Reminded -eq no | Set-EssCheckpointOutcome -Path reminders.jsonl -Outcome Failed

.PARAMETER IdColumn
The column with the contracts' ids, 合同ID by default.

.PARAMETER Connection
A connection that is there already; without it the key comes from wherever Connect-Ess finds one.

.EXAMPLE
./Remind-OpenFlows.ps1 -Path open.csv -CheckpointPath reminders.jsonl
The operator comes from the environment variable ESS_OPERATOR_ID.
#>

#Requires -Modules EssReminds
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $CheckpointPath,
    [timespan] $RemindAgainAfter = '2.20:00:00',
    [int] $MaximumReminders = 3,
    [string] $LookUpPath = "$CheckpointPath.look-up.csv",
    [string] $IdColumn = '合同ID',
    [EssReminds.EssConnection] $Connection
)

$ErrorActionPreference = 'Stop'
$rows = @(Import-Csv -LiteralPath $Path -Encoding UTF8)
if ($rows.Count -gt 0 -and $rows[0].psobject.Properties.Name -notcontains $IdColumn) {
    throw "$Path has no column $IdColumn, but $($rows[0].psobject.Properties.Name -join ', '). " +
        'Name the column of the ids with -IdColumn. If the names are garbled, save the file as CSV UTF-8. / ' +
        '请用 -IdColumn 指定合同 ID 所在的列；列名为乱码时请将文件另存为 CSV UTF-8。'
}

$own = -not $Connection
if ($own) { $Connection = Connect-Ess -Verify -PassThru }
try {
    $options = @{
        Connection       = $Connection
        CheckpointPath   = $CheckpointPath
        RemindAgainAfter = $RemindAgainAfter
        MaximumReminders = $MaximumReminders
        ErrorAction      = 'Continue'
    }
    $records = @($rows | Send-EssFlowReminder -FlowId { $_.$IdColumn } @options -InformationVariable totals)
    Write-Information "$($totals.MessageData)" -InformationAction Continue

    $unknown = @($records | Where-Object Outcome -eq Unknown)
    if ($unknown.Count -gt 0) {
        $unknown | Select-Object FlowId, Time, ErrorCode, ErrorMessage, RequestId |
            Export-Csv -LiteralPath $LookUpPath -NoTypeInformation -Encoding UTF8
    }
    elseif (Test-Path -LiteralPath $LookUpPath) {
        Remove-Item -LiteralPath $LookUpPath
    }

    $sent = @($records | Where-Object { -not $_.FromCheckpoint })
    $sent | Group-Object Outcome -NoElement
    $toLookAt = @($records | Where-Object { $_.Outcome -eq 'Unknown' -or ($_.Outcome -eq 'Failed' -and -not $_.FromCheckpoint) })
}
finally {
    if ($own) { Disconnect-Ess -Connection $Connection }
}

exit [int]($toLookAt.Count -gt 0)
