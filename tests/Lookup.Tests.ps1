BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    # The states of flows are set in the emulator's file.
    $waiting = New-FlowId 12 yWait
    $signed = New-FlowId 5 yDone
    $flows = @{
        flows = @($signed | ForEach-Object { @{ FlowId = $_; Status = 'signed' } }) + @(
            @{ FlowId = 'yNamed'; Status = 'partly'; Name = 'lease'; DeadlineIn = '2.00:00:00'; Signers = @(
                    @{ Name = 'Zhang'; SignId = 'yS1'; State = 'signed' }
                    @{ Name = 'Li'; SignId = 'yS2'; Mobile = '13800138000' }) })
        unknownFlows = @('yUnknown')
        forbiddenFlows = @('yForbidden')
    }
    $file = Join-Path $TestDrive 'flows.json'
    [IO.File]::WriteAllText($file, (ConvertTo-Json $flows -Depth 9))
    $emulator = Start-Emulator "--quota 0 --flows ""$file"""
    Connect-Emulator $emulator
}

AfterAll {
    Disconnect-Ess
    Stop-Emulator $emulator
}

Describe 'Looking flows up' {
    It 'returns each known id with its status, in the order of the input' {
        $ids = $waiting[0..3] + $signed + $waiting[4..7]
        $found = $ids | Get-EssFlow
        $found.FlowId | Should -Be $ids
        ($found | Where-Object Status -eq Signed).FlowId | Should -Be $signed
        ($found | Where-Object CanRemind).FlowId | Should -Be $waiting[0..7]
        $found[0].Deadline | Should -BeOfType DateTime
        $found[0].Signers | Should -BeNullOrEmpty
    }

    It 'writes an error and no object for an id that is unknown or forbidden' {
        $found = $waiting[0], 'yUnknown', 'yForbidden', $waiting[1] | Get-EssFlow -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.FlowId | Should -Be $waiting[0, 1]
        ($failures | Where-Object FullyQualifiedErrorId -like 'FlowNotFound,*').TargetObject | Should -Be 'yUnknown'
        ($failures | Where-Object FullyQualifiedErrorId -like 'FlowRefused,*').TargetObject | Should -Be 'yForbidden'
    }

    It 'can be piped into reminders for exactly those that can be reminded' {
        $before = (Get-Stat $emulator).flowsReminded
        $records = $waiting[8..11] + $signed | Get-EssFlow -IncludeSigner | Where-Object CanRemind | Send-EssFlowReminder
        $records.FlowId | Should -Be $waiting[8..11]
        (Get-Stat $emulator).flowsReminded - $before | Should -Be 4
    }

    It 'gives signers that can be turned into mail addresses' {
        $due = Get-EssFlow yNamed -IncludeSigner | Select-Object -ExpandProperty Signers | Where-Object Status -eq Due
        $rows = $due | Select-Object FlowId, SignId, @{ Name = 'ApproverEmail'; Expression = { "$($_.Name)@example.com" } }
        $record = $rows | Send-EssFlowReminder -RemindEmail $rows
        $due.SignId | Should -Be 'yS2'
        $record.FlowId | Should -Be 'yNamed'
    }

    It 'gives no signers of closed contracts' {
        $signers = $signed[0], 'yNamed' | Get-EssFlow -IncludeSigner | Select-Object -ExpandProperty Signers
        $signers.FlowId | Should -Be 'yNamed', 'yNamed'
    }

    It 'has no -WhatIf, because it changes nothing' {
        (Get-Command Get-EssFlow).Parameters.Keys | Should -Not -Contain 'WhatIf'
    }
}

Describe 'The views of flows and signers' {
    It 'show only the ends of a phone number in <_>' -ForEach 'Format-Table', 'Format-List' {
        $shown = (Get-EssFlow yNamed -IncludeSigner).Signers | & $_ | Out-String -Width 200
        $shown | Should -Match '138\*{4}8000'
        $shown | Should -Match 'Li'
        $shown | Should -Not -Match '13800138000'
    }

    It 'show the status of a flow, also of one from another session' {
        $flow = Get-EssFlow yNamed -IncludeSigner
        $back = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($flow, 3))
        foreach ($each in $flow, $back) {
            $shown = $each | Out-String -Width 200
            $shown | Should -Match 'FlowId +Status +CanRemind +Deadline +Name'
            $shown | Should -Match 'yNamed +PartlySigned +True .*lease'
        }
        ($back.Signers | Out-String -Width 200) | Should -Not -Match '13800138000'
    }

    It 'work in constrained sessions' {
        $initial = [Management.Automation.Runspaces.InitialSessionState]::CreateDefault()
        $initial.ImportPSModule((Join-Path $package 'EssReminds.psd1'))
        $runspace = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($initial)
        $runspace.Open()
        try {
            $runspace.SessionStateProxy.LanguageMode = 'ConstrainedLanguage'
            $shell = [PowerShell]::Create()
            $shell.Runspace = $runspace
            $null = $shell.AddScript(
                'Get-EssFlow yNamed | Out-String -Width 200; (Get-EssFlow yNamed -IncludeSigner).Signers | Out-String -Width 200')
            $shown = $shell.Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shown[0] | Should -Match 'yNamed +PartlySigned +True .*lease'
            $shown[1] | Should -Match '138\*{4}8000'
        } finally {
            $runspace.Dispose()
        }
    }
}
