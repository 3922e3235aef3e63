<#
.SYNOPSIS
A scheduled task's script: one list a day, a log, and an exit code that the scheduler can act on.

.DESCRIPTION
| exit code | meaning | what to do |
|---|---|---|
| 0 | no contract failed, and every outcome is known | nothing |
| 1 | some contracts failed, or their outcome is unknown | look at the log, and at the records in the checkpoint |
| 2 | the run did not begin, or ended early | look at the log, mend the cause, run the task again |

PowerShell itself ends with 1, too, where it cannot start the script: the module is not found, or a parameter is wrong.
To run the task again on the same day is always safe: the day's checkpoint knows what was sent.

.PARAMETER Path
A CSV file of the contracts to remind today.

.PARAMETER Folder
The folder for logs and checkpoints, one of each a day. Those of more than -KeepDays days ago are deleted.

.PARAMETER ProfileName
The profile that has the key. Without it the key comes from wherever Connect-Ess finds one.

.PARAMETER IdColumn
The column with the contracts' ids, 合同ID by default.

.PARAMETER KeepDays
How many days logs and checkpoints are kept.

.PARAMETER Endpoint
Another address than the service's own, such as that of the emulator.

.EXAMPLE
pwsh -NoProfile -NonInteractive -File ./Remind-Scheduled.ps1 -Path waiting.csv -Folder state -ProfileName reminder
The line for the scheduler. The operator comes from the environment variable ESS_OPERATOR_ID.

.EXAMPLE
$line = '-NoProfile -NonInteractive -File C:\Runbooks\Remind-Scheduled.ps1 -Path C:\Runbooks\waiting.csv -Folder C:\Runbooks\State'
$task = @{
    TaskName = 'ESS reminders'
    Action   = New-ScheduledTaskAction -Execute pwsh.exe -Argument $line
    Trigger  = New-ScheduledTaskTrigger -Daily -At 09:00
}
Register-ScheduledTask @task

On Windows, every day at nine; powershell.exe does as well.
#>

#Requires -Modules EssReminds
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Folder,
    [string] $ProfileName,
    [string] $IdColumn = '合同ID',
    [int] $KeepDays = 30,
    [uri] $Endpoint
)

$ErrorActionPreference = 'Stop'
trap {
    [Console]::Error.WriteLine($_)
    exit 2
}
$code = 2
$null = New-Item $Folder -ItemType Directory -Force
$day = Join-Path $Folder (Get-Date -Format 'yyyy-MM-dd')
$null = Start-Transcript "$day.log" -Append
try {
    Get-ChildItem $Folder -File | Where-Object {
        $_.Name -match '^\d{4}-\d\d-\d\d\.(log|jsonl)$' -and $_.LastWriteTime -lt (Get-Date).AddDays(-$KeepDays)
    } | Remove-Item

    $rows = @(Import-Csv -LiteralPath $Path -Encoding UTF8)
    if ($rows.Count -gt 0 -and $rows[0].psobject.Properties.Name -notcontains $IdColumn) {
        throw "$Path has no column $IdColumn, but $($rows[0].psobject.Properties.Name -join ', '). " +
            'Name the column of the ids with -IdColumn. If the names are garbled, save the file as CSV UTF-8. / ' +
            '请用 -IdColumn 指定合同 ID 所在的列；列名为乱码时请将文件另存为 CSV UTF-8。'
    }

    $parameters = @{}
    if ($ProfileName) { $parameters.ProfileName = $ProfileName }
    if ($Endpoint) { $parameters.Endpoint = $Endpoint }
    Connect-Ess @parameters -Verify

    $records = @($rows | Send-EssFlowReminder -FlowId { $_.$IdColumn } -CheckpointPath "$day.jsonl" -ErrorAction Continue)
    $records | Group-Object Outcome -NoElement | Format-Table -AutoSize | Out-Host
    $code = [int](@($records | Where-Object Outcome -in 'Failed', 'Unknown').Count -gt 0)
}
catch {
    Write-Error -ErrorRecord $_ -ErrorAction Continue
}
finally {
    Disconnect-Ess
    $null = Stop-Transcript
}

exit $code
