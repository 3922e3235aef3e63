<#
.SYNOPSIS
Reminds the contracts of a CSV file, and appends a line of JSON for each to a log that a collector reads.

.DESCRIPTION
A line has the time in UTC, the event, and what belongs to it:

reminder  one contract: flowId, outcome, errorId, errorCode, requestId, fromCheckpoint
run       the totals at the end: flows, reminded, partlyReminded, notReminded, failed, unknown, calls, refusals, seconds
error     why the run did not begin or ended early: errorId, message

Lines are written as outcomes become known, in UTF-8 without a mark. Neither names nor mobile numbers of signers are in them.
Run Connect-Ess first.

.PARAMETER Path
A CSV file of the contracts to remind.

.PARAMETER CheckpointPath
The file that remembers what was sent, so that the script can be run again where it was stopped. Take a new one for each
occasion.

.PARAMETER LogPath
The log to append to.

.PARAMETER IdColumn
The column with the contracts' ids, 合同ID by default.

.EXAMPLE
./Remind-WithJsonLog.ps1 -Path contracts.csv -CheckpointPath today.jsonl -LogPath /var/log/ess/reminders.log
#>

#Requires -Modules EssReminds
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $CheckpointPath,
    [Parameter(Mandatory)] [string] $LogPath,
    [string] $IdColumn = '合同ID'
)

$ErrorActionPreference = 'Stop'

function Write-LogEvent([string] $Name, [System.Collections.IDictionary] $Data) {
    $line = [ordered]@{ time = [datetime]::UtcNow.ToString('o'); event = $Name }
    foreach ($key in $Data.Keys) { $line[$key] = $Data[$key] }
    $log.WriteLine((ConvertTo-Json $line -Compress))
}

# In every PowerShell this writes UTF-8 without a mark, which a collector would take for a part of the first line.
$log = New-Object System.IO.StreamWriter $PSCmdlet.GetUnresolvedProviderPathFromPSPath($LogPath), $true
$log.AutoFlush = $true
try {
    $rows = @(Import-Csv -LiteralPath $Path -Encoding UTF8)
    if ($rows.Count -gt 0 -and $rows[0].psobject.Properties.Name -notcontains $IdColumn) {
        # Without a header the columns have the names of people: they stay out of the log.
        $why = New-Object System.Exception ("$Path has no column $IdColumn. " +
            'Name the column of the ids with -IdColumn. If the names are garbled, save the file as CSV UTF-8. / ' +
            '请用 -IdColumn 指定合同 ID 所在的列；列名为乱码时请将文件另存为 CSV UTF-8。')
        throw (New-Object System.Management.Automation.ErrorRecord $why, 'ColumnMissing', 'InvalidData', $Path)
    }

    $options = @{ CheckpointPath = $CheckpointPath; ErrorAction = 'Continue'; InformationVariable = 'totals' }
    $rows | Send-EssFlowReminder -FlowId { $_.$IdColumn } @options | ForEach-Object {
        Write-LogEvent reminder ([ordered]@{
                flowId = $_.FlowId; outcome = $_.Outcome; errorId = $_.ErrorId; errorCode = $_.ErrorCode
                requestId = $_.RequestId; fromCheckpoint = $_.FromCheckpoint
            })
    }

    $run = $totals[0].MessageData
    Write-LogEvent run ([ordered]@{
            flows = $run.Flows; reminded = $run.Reminded; partlyReminded = $run.PartlyReminded; notReminded = $run.NotReminded
            failed = $run.Failed; unknown = $run.Unknown; calls = $run.Calls; refusals = $run.Refusals; seconds = $run.Seconds
        })
}
catch {
    Write-LogEvent error ([ordered]@{ errorId = $_.FullyQualifiedErrorId.Split(',')[0]; message = $_.Exception.Message })
    throw
}
finally {
    $log.Dispose()
}
