# Through https. On Linux, .NET reads the trusted authorities from a file once per process, so the sessions that trust the
# emulators' authorities run in a process of their own. Elsewhere an authority would have to be added to the user's store.

BeforeDiscovery {
    $linux = [bool](Get-Variable IsLinux -ValueOnly -ErrorAction Ignore)
}

BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $emulators = @{}
    foreach ($mode in 'trusted', 'expired', 'wrong-name', 'unknown-ca') { $emulators[$mode] = Start-Emulator "--quota 0 --https $mode" }
    $emulators.plain = Start-Emulator '--quota 0'

    # What a user sees without a connection: the error, its records, and the time it took.
    $meeting = {
        param($Address)
        $time = [Diagnostics.Stopwatch]::StartNew()
        Connect-Emulator @{ Address = $Address }
        $met = try {
            $null = New-FlowId 250 yNever | Send-EssFlowReminder -OutVariable records -WarningVariable warnings
        } catch { $_ }
        $verified = try { Connect-Emulator @{ Address = $Address } -Verify } catch { $_.FullyQualifiedErrorId }
        @{
            ErrorId = "$($met.FullyQualifiedErrorId)"; Text = "$met"; Verified = "$verified"; Warnings = $warnings.Count
            Outcomes = "$($records.Outcome | Select-Object -Unique)"; Seconds = $time.Elapsed.TotalSeconds
        }
    }
}

AfterAll {
    Disconnect-Ess
    $emulators.Values | ForEach-Object { Stop-Emulator $_ }
}

Describe 'A service with https' -Skip:(-not $linux) {
    BeforeAll {
        $authorities = Join-Path $TestDrive 'authorities.pem'
        $emulators.Values | Where-Object CaFile | ForEach-Object { Get-Content $_.CaFile } | Set-Content $authorities
        $addresses = @{}
        foreach ($mode in $emulators.Keys) { $addresses[$mode] = $emulators[$mode].Address }
        $options = @{
            Environment = @{ SSL_CERT_FILE = $authorities }
            Given = @{ Addresses = $addresses; Meeting = "$meeting" }
        }
        $process = Start-PowerShell @options -Script {
            Connect-Emulator @{ Address = $given.Addresses.trusted } -Verify
            $ids = New-FlowId 250 yTls
            $flows = $ids | Get-EssFlow
            $records = $ids | Send-EssFlowReminder -CheckpointPath "$PSCommandPath.jsonl"
            $group = 'yTlsGroup' | Send-EssFlowGroupReminder
            $endpoint = "$((Get-EssConnection).Endpoint)"
            $meet = [scriptblock]::Create($given.Meeting)
            $met = @{}
            foreach ($mode in 'expired', 'wrong-name', 'unknown-ca') { $met[$mode] = & $meet $given.Addresses.$mode }
            Send-Object @{
                Endpoint = $endpoint; Met = $met; Group = $group.Outcome
                Reminded = @($records | Where-Object Outcome -eq Reminded).Count; Known = @($flows | Where-Object CanRemind).Count
            }
        }
        $told = Receive-PowerShell $process
    }

    It 'can be verified, asked and called as over http' {
        $told.Endpoint | Should -BeLike 'https://*'
        $told.Known | Should -Be 250
        $told.Reminded | Should -Be 250
        $told.Group | Should -Be 'Reminded'
        $stats = Get-Stat $emulators.trusted
        $stats.flowsReminded | Should -BeGreaterOrEqual 250
        $stats.errors.PSObject.Properties.Name | Should -Not -Contain 'AuthFailure.SignatureFailure'
    }

    It 'ends a run at once if its certificate is <Mode>' -ForEach @(
        @{ Mode = 'expired'; Cause = '*certificate has expired*' }
        @{ Mode = 'wrong-name'; Cause = '*certificate is for another host name*' }
        @{ Mode = 'unknown-ca'; Cause = '*authority that this machine does not trust*' }
    ) {
        $met = $told.Met.$Mode
        $met.ErrorId | Should -Be 'ConnectionFailed,EssReminds.SendEssFlowReminderCommand'
        $met.Text | Should -BeLike $Cause
        $met.Verified | Should -Be 'ConnectionFailed,EssReminds.ConnectEssCommand'
        $met.Outcomes | Should -BeIn '', 'Failed'
        $met.Warnings | Should -Be 0
        $met.Seconds | Should -BeLessThan 30 # ten retries would take at least 62
        (Get-Stat $emulators.$Mode).calls | Should -Be 0
    }
}

Describe 'A server that is not the service over https' {
    It 'ends a run at once if the port speaks http' {
        $met = & $meeting ($emulators.plain.Address -replace '^http:', 'https:')
        $met.ErrorId | Should -Be 'ConnectionFailed,EssReminds.SendEssFlowReminderCommand'
        $met.Text | Should -BeLike '*does not speak TLS on this port*'
        $met.Verified | Should -Be 'ConnectionFailed,EssReminds.ConnectEssCommand'
        $met.Warnings | Should -Be 0
        $met.Seconds | Should -BeLessThan 30
        (Get-Stat $emulators.plain).calls | Should -Be 0
    }

    It 'ends a run at once if its authority is unknown' {
        $met = & $meeting $emulators.'unknown-ca'.Address
        $met.ErrorId | Should -Be 'ConnectionFailed,EssReminds.SendEssFlowReminderCommand'
        $met.Text | Should -BeLike '*authority that this machine does not trust*'
        $met.Text | Should -BeLike "*$($emulators.'unknown-ca'.Address)*"
        $met.Warnings | Should -Be 0
        $met.Seconds | Should -BeLessThan 30
    }
}
