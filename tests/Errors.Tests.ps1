BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $unknown = 'yGone00000000000000000000000000'
    Set-Content "$TestDrive/flows.json" ('{ "UnknownFlows": ["' + $unknown + '"] }')
    $emulator = Start-Emulator "--quota 0 --flows `"$TestDrive/flows.json`""
    Connect-Emulator $emulator
}

AfterAll {
    Disconnect-Ess
    Stop-Emulator $emulator
}

Describe 'Errors' {
    It 'give the failed flow a record and an error, while the other flows of the call are reminded' {
        $ids = @(New-FlowId 9 yErrorA) + $unknown
        $Error.Clear()

        $records = $ids | Send-EssFlowReminder -ErrorAction SilentlyContinue

        ($records | Where-Object Outcome -eq 'Reminded').Count | Should -Be 9
        $failed = $records | Where-Object Outcome -eq 'Failed'
        $failed.FlowId | Should -Be $unknown
        $failed.ErrorCode | Should -Be 'ResourceNotFound.Flow'
        $failed.RequestId | Should -Not -BeNullOrEmpty
        $Error[0].FullyQualifiedErrorId | Should -Be 'FlowNotFound,EssReminds.SendEssFlowReminderCommand'
        $Error[0].TargetObject | Should -Be $unknown
        $Error[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $Error[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $Error[0].Exception.Message | Should -BeLike "*$($failed.RequestId)*"
    }

    It 'are collected by -ErrorVariable, whose TargetObject can be piped into the next run' {
        $records = 'bad id', (New-FlowId 1 yErrorB) | Send-EssFlowReminder -ErrorAction SilentlyContinue -ErrorVariable failures
        $records.Outcome | Should -Be 'Failed', 'Reminded'
        $failures.Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'InvalidFlowId,*'
        ($failures.TargetObject | Send-EssFlowReminder -ErrorAction SilentlyContinue).FlowId | Should -Be 'bad id'
    }

    It 'end the pipeline with -ErrorAction Stop, and can be caught' {
        $caught = try { 'bad id' | Send-EssFlowReminder -ErrorAction Stop } catch { $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'InvalidFlowId,*'
    }

    It 'are not shown with -ErrorAction SilentlyContinue' {
        $shown = 'bad id' | Send-EssFlowReminder -ErrorAction SilentlyContinue 2>&1 |
            Where-Object { $_ -is [Management.Automation.ErrorRecord] }
        $shown | Should -BeNullOrEmpty
    }

    It 'are in Chinese in a Chinese session' {
        $before = [Threading.Thread]::CurrentThread.CurrentUICulture
        try {
            [Threading.Thread]::CurrentThread.CurrentUICulture = 'zh-CN'
            $null = 'bad id' | Send-EssFlowReminder -ErrorAction SilentlyContinue -ErrorVariable failures
        } finally {
            [Threading.Thread]::CurrentThread.CurrentUICulture = $before
        }
        $failures[0].Exception.Message | Should -Match '\p{IsCJKUnifiedIdeographs}'
    }
}

Describe 'The connection' {
    It 'shows no secret in any form' {
        $connection = Get-EssConnection
        $shown = ($connection | Format-List * -Force | Out-String -Width 500), ($connection | Out-String -Width 500), "$connection",
            ($connection | ConvertTo-Json -Depth 3)
        $shown | Should -Not -BeLike "*$secretKey*"
        $shown | Should -Not -BeLike "*$secretId*"
        $connection.SecretId | Should -BeLike 'AKID*'
    }

    It 'is refused over plain http, which would expose the key' {
        $key = ConvertTo-SecureString $secretKey -AsPlainText -Force
        { Connect-Ess -SecretId $secretId -SecretKey $key -OperatorUserId me -Endpoint 'http://ess.tencentcloudapi.com' } |
            Should -Throw -ErrorId 'EndpointNotHttps,EssReminds.ConnectEssCommand'
    }

    It 'lasts until Disconnect-Ess, after which nothing is sent' {
        Get-EssConnection | Should -Not -BeNullOrEmpty
        $before = (Get-Stat $emulator).calls

        Disconnect-Ess

        Get-EssConnection | Should -BeNullOrEmpty
        { New-FlowId 1 yLater | Send-EssFlowReminder -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,*'
        (Get-Stat $emulator).calls | Should -Be $before
    }
}
