BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $emulator = Start-Emulator '--quota 0'
    Connect-Emulator $emulator
}

AfterAll {
    Disconnect-Ess
    Stop-Emulator $emulator
}

Describe 'Reminding groups' {
    It 'gives one record a group, in the order of the input, with its signers' {
        $ids = New-FlowId 120 yGroup
        $records = $ids | Send-EssFlowGroupReminder
        $records.FlowGroupId | Should -Be $ids
        $records.Outcome | Select-Object -Unique | Should -Be 'Reminded'
        $records[0].Signers[0].Name | Should -BeLike '?*`*`*'
        $records[0].Signers[0].Contracts[0].Status | Should -Be 0
        $records[0] | Format-Table | Out-String | Should -BeLike "*$($ids[0])*Reminded*"
    }

    It 'resumes from its checkpoint, which can be imported' {
        $ids = New-FlowId 30 yAgain
        $file = Join-Path $TestDrive 'groups.jsonl'
        $ids[0..9] | Send-EssFlowGroupReminder -CheckpointPath $file | Should -HaveCount 10
        $before = (Get-Stat $emulator).calls
        $ids | Send-EssFlowGroupReminder -CheckpointPath $file | Should -HaveCount 30
        (Get-Stat $emulator).calls - $before | Should -Be 20
        ((Import-EssCheckpoint $file).FlowGroupId | Sort-Object) | Should -Be $ids # the file is in order of answers
    }

    It 'sends nothing with -WhatIf' {
        $before = (Get-Stat $emulator).calls
        New-FlowId 3 yWhatIf | Send-EssFlowGroupReminder -WhatIf | Should -BeNullOrEmpty
        (Get-Stat $emulator).calls | Should -Be $before
    }
}

Describe 'A third-party application' {
    BeforeAll {
        $key = ConvertTo-SecureString $secretKey -AsPlainText -Force
        $application = @{ AppId = 'yDRS4UUgygqdcj51UuO4zjEBWgrvVBvA'; OrganizationOpenId = 'org'; OperatorOpenId = 'n9527' }
        $basic = Connect-Ess -SecretId $secretId -SecretKey $key -Endpoint $emulator.Address -RequestsPerSecond 1000 -PassThru @application
    }

    AfterAll { Disconnect-Ess -Connection $basic }

    It 'reminds flows and looks them up as other callers do' {
        $ids = New-FlowId 3 yBasic
        ($ids | Send-EssFlowReminder -Connection $basic).Outcome | Should -Be 'Reminded', 'Reminded', 'Reminded'
        ($ids | Get-EssFlow -IncludeSigner -Connection $basic).CanRemind | Should -Be $true, $true, $true
        $basic.Product | Should -Be 'essbasic'
    }

    # Only the service's own message for an unknown flow may differ.
    It 'gets the same output as other callers in the demonstration of the README' {
        $script = Get-Content (Join-Path $root 'src/EssReminds.Playground/Demonstration.ps1') -Raw
        $commands = [regex]::Matches($script, '''(\$records [^'']+)''').ForEach{ $_.Groups[1].Value } |
            Where-Object { $_ -notlike '*-WhatIf' }
        $commands | Should -HaveCount 3
        $ErrorActionPreference = 'SilentlyContinue' # the demonstration shows an error and continues
        $caller = @{ OperatorUserId = 'yDxMkUyExample' }
        $outputs = foreach ($who in $caller, $application) {
            $service = Start-Emulator ('--quota 0 --flows "{0}"' -f (Join-Path $root 'samples/flows.json'))
            try {
                Connect-Ess -SecretId $secretId -SecretKey $key -Endpoint $service.Address @who
                Push-Location $root
                $shown = foreach ($command in $commands) { . ([scriptblock]::Create($command)) | Out-String -Width 300 }
                $shown -join '' -replace '(?m)(?<=^\S+ +Failed ).*$', 'WORDS'
            } finally {
                Pop-Location
                Stop-Emulator $service
            }
        }
        $outputs[0] | Should -BeLike '*PartlyReminded*'
        $outputs[0] | Should -BeLike '*WORDS*'
        $outputs[1] | Should -BeExactly $outputs[0]
        Connect-Emulator $emulator
    }

    It 'gets an error for what its product lacks, before anything is sent' {
        $before = (Get-Stat $emulator).calls
        { 'yNever' | Send-EssFlowReminder -Connection $basic -RemindType Sms } | Should -Throw -ErrorId 'NotInProduct,*'
        { 'yNever' | Send-EssFlowGroupReminder -Connection $basic } | Should -Throw -ErrorId 'NotInProduct,*'
        (Get-Stat $emulator).calls | Should -Be $before
    }
}
