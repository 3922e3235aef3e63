<#
.SYNOPSIS
Reminds the contracts of several organizations, each by a connection of its own.

.DESCRIPTION
One CSV file has the contracts of all organizations. The connections are made and verified before anything is sent: with a
wrong key nobody is reminded. Where one organization's run ends early, the others are made all the same.

Each record comes out with the organization it belongs to.

.PARAMETER Path
A CSV file with a column for the organization and one for the contract's id.

.PARAMETER Organization
How to connect for each organization: its name in the file, and the parameters of Connect-Ess.

.PARAMETER CheckpointFolder
A folder for the checkpoints, one an organization, so that the script can be run again where it was stopped. Take a new one
for each occasion.

.PARAMETER OrganizationColumn
The column with the organizations' names.

.PARAMETER IdColumn
The column with the contracts' ids, 合同ID by default.

.EXAMPLE
$organizations = @{
    '北方公司' = @{ ProfileName = 'north'; OperatorUserId = 'yDxNorthxxxxxxxxxxxxxxxxxxxxxxxx' }
    '南方公司' = @{ ProfileName = 'south'; OperatorUserId = 'yDxSouthxxxxxxxxxxxxxxxxxxxxxxxx' }
}
./Remind-Organizations.ps1 -Path contracts.csv -Organization $organizations -CheckpointFolder ./today

Each key is in a profile; none is in the script.
#>

#Requires -Modules EssReminds
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [hashtable] $Organization,
    [Parameter(Mandatory)] [string] $CheckpointFolder,
    [string] $OrganizationColumn = '企业',
    [string] $IdColumn = '合同ID'
)

$ErrorActionPreference = 'Stop'
$rows = @(Import-Csv -LiteralPath $Path -Encoding UTF8)
foreach ($column in $OrganizationColumn, $IdColumn) {
    if ($rows.Count -gt 0 -and $rows[0].psobject.Properties.Name -notcontains $column) {
        throw "$Path has no column $column, but $($rows[0].psobject.Properties.Name -join ', '). " +
            'If the names are garbled, save the file as CSV UTF-8. / ' +
            '列名为乱码时请将文件另存为 CSV UTF-8。'
    }
}
$groups = @($rows | Group-Object $OrganizationColumn)
$strangers = @($groups | Where-Object { -not $Organization.ContainsKey($_.Name) } | ForEach-Object Name)
if ($strangers.Count -gt 0) {
    throw "-Organization does not say how to connect for: $($strangers -join ', '). / " +
        "-Organization 中没有这些企业的连接参数：$($strangers -join ', ')。"
}

$null = New-Item $CheckpointFolder -ItemType Directory -Force
$connections = @{}
try {
    foreach ($group in $groups) {
        $parameters = $Organization[$group.Name]
        $connections[$group.Name] = Connect-Ess @parameters -Verify -PassThru
    }

    foreach ($group in $groups) {
        $options = @{
            Connection     = $connections[$group.Name]
            CheckpointPath = Join-Path $CheckpointFolder "$($group.Name -replace '[\\/:*?"<>|]', '_').jsonl"
            ErrorAction    = 'Continue'
        }
        try {
            $group.Group | Send-EssFlowReminder -FlowId { $_.$IdColumn } @options |
                Select-Object @{ Name = 'Organization'; Expression = { $group.Name } }, FlowId, Outcome, Message, RequestId
        }
        catch {
            Write-Error -ErrorRecord $_ -ErrorAction Continue
        }
    }
}
finally {
    $connections.Values | Disconnect-Ess
}
