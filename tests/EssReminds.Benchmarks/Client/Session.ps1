# A measured session: prepares, prints "ready", waits for a line on stdin, works, and prints its figures in one line.
param(
    [string] $Work, [string] $Module, [string] $Endpoint, [string] $SecretId, [string] $SecretKey, [string] $Operator,
    [double] $RequestsPerSecond, [string] $Verify, [int] $Ids, [string] $IdsFile, [string] $Checkpoint, [int] $InFlight)

$ErrorActionPreference = 'Stop'
$first = $count = $reminded = 0
if ($Work -ne 'Import') { Import-Module $Module }
if ($Endpoint) {
    $key = ConvertTo-SecureString $SecretKey -AsPlainText -Force
    Connect-Ess -SecretId $SecretId -SecretKey $key -OperatorUserId $Operator -Endpoint $Endpoint -RequestsPerSecond $RequestsPerSecond `
        -Verify:($Verify -eq 'True')
}

$all = if ($IdsFile -and $Work -ne 'Stream') { [IO.File]::ReadAllLines($IdsFile) }
$more = if ($Checkpoint) { @{ CheckpointPath = $Checkpoint } } else { @{} }
$run = @{
    Pipeline       = { $records = $all | Send-EssFlowReminder }
    Argument       = { $records = Send-EssFlowReminder $all }
    Look           = { $records = $all | Get-EssFlow }
    LookForSigners = { $records = $all | Get-EssFlow -IncludeSigner }
    EnginePipeline = { $records = $all | Send-Nothing }
    EngineArgument = { $records = Send-Nothing $all }
    Groups         = { $records = $all | Send-EssFlowGroupReminder }
    Import         = { Import-Module $Module }
    Stream         = {
        $count, $first = [IO.File]::ReadLines($IdsFile) | Send-EssFlowReminder @more | & {
            begin { $seen = 0 }
            process { if ($seen++ -eq 0) { $moment = [Diagnostics.Stopwatch]::GetTimestamp() } }
            end { $seen; $moment }
        }
    }
}[$Work]
[Console]::Out.WriteLine('ready')
if ($null -eq [Console]::In.ReadLine()) { exit 1 }

$self = [Diagnostics.Process]::GetCurrentProcess()
$before = $self.TotalProcessorTime
$began = [Diagnostics.Stopwatch]::GetTimestamp()
. $run
$ended = [Diagnostics.Stopwatch]::GetTimestamp()
$self.Refresh()
$took = ($self.TotalProcessorTime - $before).Ticks
$peak = $self.PeakWorkingSet64
if ($records) {
    $count = @($records).Count
    $reminded = if ($Work -like 'Look*') { @(@($records).CanRemind -eq $true).Count } else { @(@($records).Outcome -eq 'Reminded').Count }
}
[Console]::Out.WriteLine("$began $first $ended $took $peak $count $reminded")
