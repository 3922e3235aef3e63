BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $emulator = Start-Emulator '--quota 0'
    Connect-Emulator $emulator
    $escape = [char]27
    $records = (New-FlowId 1 yView), 'bad id' | Send-EssFlowReminder -ErrorAction SilentlyContinue

    function Get-Shown([string] $Rendering, [scriptblock] $Format) {
        if (-not $PSStyle) { return $records | & $Format | Out-String -Width 120 }
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = $Rendering
            $records | & $Format | Out-String -Width 120
        } finally {
            $PSStyle.OutputRendering = $before
        }
    }
}

AfterAll {
    Disconnect-Ess
    Stop-Emulator $emulator
}

Describe 'Views' {
    It 'show a table with the whole id, the outcome and the message' {
        $table = Get-Shown PlainText { $input | Format-Table }
        $table | Should -Match 'FlowId +Outcome +Message'
        $table | Should -BeLike "*$($records[0].FlowId) Reminded*"
        $table | Should -BeLike "*bad id*Failed*"
    }

    It 'show a list with everything else' {
        $list = Get-Shown PlainText { $input | Format-List }
        $labels = 'FlowId', 'Outcome', 'Message', 'CanRemind', 'RemindMessage', 'Signers', 'Retryable', 'ErrorId', 'ErrorCode',
            'ErrorMessage', 'RequestId'
        foreach ($label in $labels) {
            $list | Should -Match "(?m)^$label +:"
        }
    }

    It 'colour the outcome only if the session uses colours' {
        Get-Shown PlainText { $input | Format-Table } | Should -Not -BeLike "*$escape*"
        $coloured = Get-Shown Ansi { $input | Format-Table }
        if ($PSStyle) {
            $coloured | Should -BeLike "*$escape[[]32mReminded$escape[[]0m*"
            $coloured | Should -BeLike "*$escape[[]31mFailed$escape[[]0m*"
        } else {
            $coloured | Should -Not -BeLike "*$escape*"
        }
    }

    It 'write no colours to a file' {
        $records | Out-File "$TestDrive/records.txt" -Width 120
        Get-Content "$TestDrive/records.txt" -Raw | Should -Not -BeLike "*$escape*"
    }

    It 'show the connection as a table' {
        $table = Get-EssConnection | Out-String -Width 200
        $table | Should -Match 'Endpoint +Operator +SecretId +Calls/s'
        $table | Should -BeLike "*$(([uri]$emulator.Address).Authority)*"
    }

    It 'show a connection within 80 columns, and nothing of it cut: <Service> <Environment>' -ForEach @(
        @{ Service = 'ess.tencentcloudapi.com'; Environment = 'Production'
            Caller = @{ OperatorUserId = 'yDxVwUyKQWho8CUuO4zjEyQOAgwvr4Zy' } }
        @{ Service = 'ess.test.ess.tencent.cn'; Environment = 'Test'
            Caller = @{ OperatorUserId = 'yDxVwUyKQWho8CUuO4zjEyQOAgwvr4Zy' } }
        @{ Service = 'essbasic.tencentcloudapi.com'; Environment = 'Production'
            Caller = @{ AppId = 'a'; OrganizationOpenId = 'o'; OperatorOpenId = 'n9527' } }
    ) {
        $key = ConvertTo-SecureString EmulatorSecretKeyEmulatorEXAMPLE -AsPlainText -Force
        $connection = Connect-Ess -SecretId AKIDEmulatorEmulatorEmulatorEXAMPLE -SecretKey $key -Environment $Environment @Caller -PassThru
        $lines = ($connection, $connection | Format-Table | Out-String -Width 80) -split '\r?\n' | Where-Object { $_ }
        $operator = @($Caller.OperatorUserId, $Caller.OperatorOpenId) -ne $null
        $lines[2] | Should -Match "^$([regex]::Escape($Service)) +$operator +AKID\*{4}MPLE +20$"
        $lines.Count | Should -Be 4
        $connection | Format-List | Out-String | Should -BeLike '*Product*Source*Parameter*RequestsPerSecond*'
        Disconnect-Ess -Connection $connection # no later session may fall back to the real service
    }
}
