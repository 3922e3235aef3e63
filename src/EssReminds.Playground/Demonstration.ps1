# A session to watch: each command as typed, and what comes of it. Dot-sourced, so that $records is there afterwards.
$address = (Get-EssConnection).Endpoint
Write-Host "The emulator stands in for the service at ${address}: nobody is really reminded.`n"
foreach ($command in
    'Get-EssConnection',
    '$records = Get-Content samples/ids.txt | Send-EssFlowReminder',
    '$records | Where-Object Outcome -ne Reminded',
    '$records | Group-Object Outcome | Select-Object Count, Name',
    '$records | Where-Object Outcome -eq Failed | Send-EssFlowReminder -WhatIf') {
    Write-Host 'PS> ' -ForegroundColor Cyan -NoNewline
    Write-Host "$($PSStyle.Bold)$command$($PSStyle.Reset)"
    . ([scriptblock]::Create($command)) | Out-Host
}

$seen = Invoke-RestMethod "${address}_emulator/stats"
Write-Host ("The emulator saw $($seen.calls) calls, refused $($seen.refusals) of them, " +
    "and reminded $($seen.reminders) signers of $($seen.flowsReminded) flows.")
if (-not [Console]::IsOutputRedirected) { Write-Host "`nGo on yourself; 'exit' ends it." }
