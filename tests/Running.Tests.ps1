BeforeAll {
    . "$PSScriptRoot/Session.ps1"
}

AfterAll {
    Disconnect-Ess
}

Describe 'Select-Object -First' {
    BeforeAll {
        # The first call is answered late; all others stay in flight until the client cancels them.
        $emulator = Start-Emulator '--quota 0 --latency 4000 --fault hang=#3-1000' # call 1 is the question before the run
        Connect-Emulator $emulator
    }

    AfterAll {
        Stop-Emulator $emulator
    }

    It 'ends the run at once, and leaves no call in flight' {
        $ids = New-FlowId 1000 yFirst
        $records = & { $ids[0..9]; Wait-Until { (Get-Stat $emulator).calls -eq 2 }; $ids[10..999] } |
            Send-EssFlowReminder -BatchSize 10 -ThrottleLimit 8 |
            ForEach-Object { Wait-Until { (Get-Stat $emulator).inFlight -ge 5 }; $_ } |
            Select-Object -First 1

        $records.Outcome | Should -Be 'Reminded'
        Wait-Until { (Get-Stat $emulator).inFlight -eq 0 }
        $after = (Get-Stat $emulator).calls
        Start-Sleep -Milliseconds 300
        (Get-Stat $emulator).calls | Should -Be $after
        $after | Should -BeLessThan 20
    }
}

Describe 'A checkpoint' {
    BeforeDiscovery {
        $signals = [bool](Get-Variable IsLinux, IsMacOS -ValueOnly -ErrorAction Ignore | Where-Object { $_ })
    }

    BeforeAll {
        $emulator = Start-Emulator '--quota 0 --latency 500'

        # The file agrees with the service about every flow, and leaves none in doubt.
        function Confirm-Checkpoint([string] $Path, [int] $Before) {
            $known = @(Import-EssCheckpoint $Path)
            $known.Outcome | Should -Not -Contain 'Unknown'
            $reminded = @($known | Where-Object Outcome -eq Reminded).Count
            $reminded | Should -Be ((Get-Stat $emulator).flowsReminded - $Before)
            $reminded | Should -BeGreaterThan 10 # more than the call that was waited for
        }
    }

    AfterAll {
        Stop-Emulator $emulator
    }

    # At 20 calls a second, about seven more calls are in flight when the first is answered.
    It 'has the outcomes of the calls in flight when Select-Object -First ends the run' {
        Connect-Emulator $emulator -RequestsPerSecond 20
        $before = (Get-Stat $emulator).flowsReminded
        $records = New-FlowId 2000 yEnough | Send-EssFlowReminder -CheckpointPath "$TestDrive/enough.jsonl" -BatchSize 10 |
            Select-Object -First 1
        $records.Outcome | Should -Be 'Reminded'
        Confirm-Checkpoint "$TestDrive/enough.jsonl" $before
    }

    It 'has the outcomes of the calls in flight when SIGTERM ends the process' -Skip:(-not $signals) {
        $before = (Get-Stat $emulator).flowsReminded
        $process = Start-PowerShell -Given @{ Address = $emulator.Address; Path = "$TestDrive/ended.jsonl" } -Script {
            Connect-Emulator @{ Address = $given.Address } -RequestsPerSecond 20
            $null = New-FlowId 20000 yEnded | Send-EssFlowReminder -CheckpointPath $given.Path -BatchSize 10
            Send-Object @{ Ended = $true }
        }
        try {
            Wait-Until { (Get-Stat $emulator).flowsReminded - $before -ge 30 }
            & kill -TERM $process.Id
            Receive-PowerShell $process | Should -BeNullOrEmpty
        } finally {
            if (-not $process.HasExited) { $process.Kill() }
        }
        Confirm-Checkpoint "$TestDrive/ended.jsonl" $before
    }
}

Describe 'Sessions running at the same time' {
    BeforeAll {
        $emulator = Start-Emulator '--quota 10'
        Connect-Emulator $emulator -RequestsPerSecond 10

        # Makes a call for each id, and returns the outcomes.
        $work = {
            param($Manifest, $Ids)
            Import-Module $Manifest
            $Ids | Send-EssFlowReminder -BatchSize 1 -WarningAction SilentlyContinue | ForEach-Object { "$($_.Outcome)" }
        }
        $manifest = Join-Path $package 'EssReminds.psd1'
    }

    AfterAll {
        Stop-Emulator $emulator
    }

    # Windows PowerShell lacks the first two; both use runspaces.
    It 'share the connection and its quota: <Name>' -ForEach @(
        if (Get-Command Start-ThreadJob -ErrorAction Ignore) { @{ Name = 'Start-ThreadJob'; Prefix = 'yJob' } }
        if ($PSVersionTable.PSVersion.Major -ge 7) { @{ Name = 'ForEach-Object -Parallel'; Prefix = 'yParallel' } }
        @{ Name = 'runspaces'; Prefix = 'yRunspace' }
    ) {
        $before = Get-Stat $emulator

        $outcomes = switch ($Name) {
            'Start-ThreadJob' {
                1..3 | ForEach-Object { Start-ThreadJob $work -ArgumentList $manifest, (New-FlowId 5 "$Prefix$_") } |
                    Receive-Job -Wait -AutoRemoveJob
            }
            'ForEach-Object -Parallel' {
                $text = "$work"
                1..3 | ForEach-Object { , (New-FlowId 5 "$Prefix$_") } | ForEach-Object -ThrottleLimit 3 -Parallel {
                    & ([scriptblock]::Create($using:text)) $using:manifest $_
                }
            }
            'runspaces' {
                $shells = 1..3 | ForEach-Object {
                    [powershell]::Create().AddScript($work).AddArgument($manifest).AddArgument((New-FlowId 5 "$Prefix$_"))
                }
                $running = $shells | ForEach-Object { $_.BeginInvoke() }
                0..2 | ForEach-Object { $shells[$_].EndInvoke($running[$_]); $shells[$_].Dispose() }
            }
        }

        $outcomes | Should -Be (@('Reminded') * 15)
        $after = Get-Stat $emulator
        # Including the question before each session's first call.
        $after.calls - $before.calls - ($after.refusals - $before.refusals) | Should -BeIn 15, 16, 17, 18
        # Without sharing, every other call would be refused.
        $after.refusals - $before.refusals | Should -BeLessOrEqual 5
    }
}
