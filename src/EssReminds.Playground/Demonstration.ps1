# A session to watch: each command as typed, and what comes of it. Dot-sourced, so that $records is there afterwards.
$address = (Get-EssConnection).Endpoint
$chinese = $PSUICulture -like 'zh*'
Write-Host $(if ($chinese) { "已连接到模拟服务 ${address}，不会真正催办任何人。`n" }
    else { "The emulator stands in for the service at ${address}: nobody is really reminded.`n" })
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
if ($chinese) {
    Write-Host ("模拟服务收到 $($seen.calls) 次请求，拒绝 $($seen.refusals) 次，" +
        "催办了 $($seen.flowsReminded) 份合同的 $($seen.reminders) 位签署人。")
}
else {
    Write-Host ("The emulator saw $($seen.calls) calls, refused $($seen.refusals) of them, " +
        "and reminded $($seen.reminders) signers of $($seen.flowsReminded) flows.")
}

if (-not [Console]::IsOutputRedirected) {
    Write-Host $(if ($chinese) { "`n可以继续自行尝试，输入 exit 结束。" } else { "`nGo on yourself; 'exit' ends it." })
}
