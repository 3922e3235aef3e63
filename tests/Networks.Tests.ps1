# Broken networks, and keys that assume a role: what a user sees at the prompt.

BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $ids = New-FlowId 1000 yNet

    # Runs a command against a failure; with -MaximumRetryCount 1, so that it does not wait for what will not recover.
    function Get-Meeting {
        $met = try {
            $null = $ids | Send-EssFlowReminder -MaximumRetryCount 1 -OutVariable records `
                -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        } catch { $_ }
        @{ ErrorId = "$($met.FullyQualifiedErrorId)"; Text = "$met"; Outcomes = @($records.Outcome | Select-Object -Unique) }
    }
}

AfterAll {
    Disconnect-Ess
}

Describe 'A proxy that answers everything with its own page' {
    BeforeAll {
        $emulator = Start-Emulator '--quota 0 --fault html=1'
        Connect-Emulator $emulator
    }

    AfterAll {
        Stop-Emulator $emulator
    }

    It 'ends the run before any flow is in doubt' {
        $met = Get-Meeting
        $met.ErrorId | Should -Be 'ServiceUnavailable,EssReminds.SendEssFlowReminderCommand'
        $met.Text | Should -BeLike "*$($emulator.Address)*"
        $met.Outcomes | Should -Be 'Failed'
        (Get-Stat $emulator).calls | Should -BeLessThan 80
    }
}

Describe 'An address where nothing listens' {
    It 'ends the run with nothing in doubt' {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        Connect-Emulator @{ Address = "http://127.0.0.1:$port" }
        $met = Get-Meeting
        $met.ErrorId | Should -Be 'ServiceUnavailable,EssReminds.SendEssFlowReminderCommand'
        $met.Text | Should -BeLike "*refused by 127.0.0.1:$port*"
        $met.Outcomes | Should -Be 'Failed'
    }
}

Describe 'The keys of Tencent''s own command line' {
    BeforeAll {
        $emulator = Start-Emulator '--quota 0'
        $profiles = New-Item "$TestDrive/.tccli" -ItemType Directory
        $key = @{ secretId = $secretId; secretKey = $secretKey }
        $key | ConvertTo-Json | Set-Content "$profiles/plain.credential"
        ($key + @{ 'role-arn' = 'qcs::cam::uin/1:roleName/reminder' }) | ConvertTo-Json | Set-Content "$profiles/role.credential"
        $variable = if ($HOME -eq $env:USERPROFILE) { 'USERPROFILE' } else { 'HOME' }
        $before = [Environment]::GetEnvironmentVariable($variable)
        Set-EnvironmentVariable $variable $TestDrive
        $to = @{ OperatorUserId = 'me'; Endpoint = $emulator.Address; RequestsPerSecond = 1000; WarningAction = 'SilentlyContinue' }
    }

    AfterAll {
        Set-EnvironmentVariable $variable $before
        $env:TENCENTCLOUD_ROLE_ARN = $null
        Stop-Emulator $emulator
    }

    It 'sign calls' {
        Connect-Ess -ProfileName plain @to
        ('yProfile' | Send-EssFlowReminder).Outcome | Should -Be 'Reminded'
        (Get-EssConnection).Source | Should -BeLike '*plain'
    }

    It 'are refused if a role is to be assumed: <Where>' -ForEach @{ Where = 'profile' }, @{ Where = 'environment' } {
        $calls = (Get-Stat $emulator).calls
        $named = if ($Where -eq 'profile') { @{ ProfileName = 'role' } } else { @{} }
        if ($Where -eq 'environment') { $env:TENCENTCLOUD_ROLE_ARN = 'qcs::cam::uin/1:roleName/reminder' }
        $caught = try { Connect-Ess @named @to } catch { $_ }
        $caught.FullyQualifiedErrorId | Should -Be 'AssumeRoleUnsupported,EssReminds.ConnectEssCommand'
        "$caught" | Should -BeLike '*roleName/reminder*'
        $caught.ErrorDetails.RecommendedAction | Should -BeLike '*-SessionToken*'
        (Get-Stat $emulator).calls | Should -Be $calls
    }
}
