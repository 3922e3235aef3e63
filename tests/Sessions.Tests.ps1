# Locked-down sessions, and sessions with connections of their own.

BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $emulator = Start-Emulator '--quota 0'
    $other = Start-Emulator '--quota 0'
    Connect-Emulator $emulator
    $manifest = Join-Path $package 'EssReminds.psd1'
    $records = 'ySession1', 'bad id' | Send-EssFlowReminder -ErrorAction SilentlyContinue
    $escape = [char]27

    # A session in which Invoke-In runs scripts.
    function New-Session([string] $LanguageMode = 'FullLanguage') {
        $state = [initialsessionstate]::CreateDefault2()
        $state.ImportPSModule($manifest)
        $runspace = [runspacefactory]::CreateRunspace($state)
        $runspace.Open()
        $runspace.SessionStateProxy.SetVariable('records', $records)
        $runspace.SessionStateProxy.SetVariable('address', $other.Address)
        $runspace.SessionStateProxy.SetVariable('secretId', $secretId)
        $runspace.SessionStateProxy.SetVariable('secretKey', (ConvertTo-SecureString $secretKey -AsPlainText -Force))
        $runspace.SessionStateProxy.LanguageMode = $LanguageMode
        $runspace
    }

    function Invoke-In($Runspace, [string] $Script) {
        $shell = [powershell]::Create()
        $shell.Runspace = $Runspace
        try {
            $shell.AddScript($Script).Invoke()
            $script:warnings = @($shell.Streams.Warning)
            $script:failures = @($shell.Streams.Error)
        } finally {
            $shell.Dispose()
        }
    }

    $connect = 'Connect-Ess -SecretId $secretId -SecretKey $secretKey -OperatorUserId other -Endpoint $address -RequestsPerSecond 1000'
}

AfterAll {
    Disconnect-Ess
    Stop-Emulator $emulator
    Stop-Emulator $other
}

Describe 'A session under <Mode>, strict mode <Strict>' -ForEach @(
    @{ Mode = 'FullLanguage'; Strict = 'Latest' }
    @{ Mode = 'ConstrainedLanguage'; Strict = 'Off' }
    @{ Mode = 'ConstrainedLanguage'; Strict = 'Latest' }
) {
    BeforeAll {
        $session = New-Session $Mode
        $begin = if ($Strict -eq 'Off') { '' } else { "Set-StrictMode -Version $Strict; " }
    }

    AfterAll {
        $session.Dispose()
    }

    It 'shows the same table and list as other sessions' {
        $table = Invoke-In $session "$begin`$records | Format-Table | Out-String -Width 120"
        $failures | Should -BeNullOrEmpty
        "$table" -replace "$escape\[[0-9;]*m" | Should -Be (($records | Format-Table | Out-String -Width 120) -replace "$escape\[[0-9;]*m")
        $list = Invoke-In $session "$begin`$records | Format-List | Out-String -Width 120"
        "$list" | Should -Match '(?m)^ErrorId +: InvalidFlowId'
        "$list" | Should -Match '(?m)^RemindMessage +: \S'
        "$(Invoke-In $session "$begin`$records[0].Signers | Out-String -Width 120")" | Should -Match 'Name +Reminded +Message'
        $shown = "$(Invoke-In $session "$begin`Get-EssConnection | Format-Table Endpoint | Out-String -Width 120")"
        $shown | Should -BeLike "*$($emulator.Address)*"
    }

    It 'runs the cmdlets with any kind of input' {
        Set-Content "$TestDrive/ids.csv" 'Contract,Id', 'lease,yLocked1', 'rent,yLocked2'
        $file = "$TestDrive/$Mode$Strict.jsonl"
        $sent = Invoke-In $session "$begin`Import-Csv '$TestDrive/ids.csv' | Send-EssFlowReminder -FlowId { `$_.Id }"
        $sent.FlowId | Should -Be 'yLocked1', 'yLocked2'
        $sent = Invoke-In $session "$begin@{ FlowId = 'yLocked3' }, 'yLocked4' | Send-EssFlowReminder -CheckpointPath '$file'"
        $sent.FlowId | Should -Be 'yLocked3', 'yLocked4'
        $failures | Should -BeNullOrEmpty
        (Invoke-In $session "$begin`Import-EssCheckpoint '$file' | Where-Object Outcome -ne Failed").Count | Should -Be 2
        $null = Invoke-In $session "$begin`Import-Csv '$TestDrive/ids.csv' | Send-EssFlowReminder"
        "$failures" | Should -BeLike '*Contract, Id*'
    }

    It 'can show the help' {
        "$(Invoke-In $session "$begin(Get-Help Send-EssFlowReminder -Full | Out-String).Length -gt 10000")" | Should -Be 'True'
        "$(Invoke-In $session "$begin(Get-Help about_EssReminds | Out-String).Length -gt 5000")" | Should -Be 'True'
    }
}

Describe 'A JEA endpoint without a language' {
    BeforeAll {
        $state = [initialsessionstate]::CreateRestricted('RemoteServer')
        $state.ImportPSModule($manifest)
        $state.LanguageMode = 'NoLanguage'
        $endpoint = [runspacefactory]::CreateRunspace($state)
        $endpoint.Open()

        function Invoke-Command1([string] $Name, [hashtable] $Parameters = @{}, [object[]] $Piped = @()) {
            $shell = [powershell]::Create()
            $shell.Runspace = $endpoint
            try {
                $null = $shell.AddCommand($Name).AddParameters($Parameters)
                $shell.Invoke($Piped)
                $script:failures = @($shell.Streams.Error)
            } finally {
                $shell.Dispose()
            }
        }
    }

    AfterAll {
        $endpoint.Dispose()
    }

    It 'runs the module''s cmdlets' {
        (Invoke-Command1 Get-EssConnection).OperatorUserId | Should -Be 'yDxMkUyExample'
        (Invoke-Command1 Send-EssFlowReminder @{ FlowId = 'yJea1', 'yJea2' }).Outcome | Should -Be 'Reminded', 'Reminded'
        (Invoke-Command1 Send-EssFlowReminder -Piped @{ FlowId = 'yJea3' }, 'yJea4').FlowId | Should -Be 'yJea3', 'yJea4'
        $null = Invoke-Command1 Send-EssFlowReminder -Piped 1, 2
        "$failures" | Should -BeLike '*System.Int32*'
    }

    It 'has help for the commands' {
        (Invoke-Command1 Get-Help @{ Name = 'Send-EssFlowReminder' }).Name | Should -Be 'Send-EssFlowReminder'
    }
}

Describe 'A session''s connection' {
    BeforeEach {
        $session = New-Session
    }

    AfterEach {
        $session.Dispose()
    }

    It 'is the newest of the process until it has its own' {
        "$(Invoke-In $session 'Get-EssConnection')" | Should -Be "$(Get-EssConnection)"
    }

    It 'is its own once it has connected, which changes nothing for other sessions' {
        $null = Invoke-In $session $connect
        (Invoke-In $session 'Get-EssConnection').OperatorUserId | Should -Be 'other'
        (Get-EssConnection).OperatorUserId | Should -Be 'yDxMkUyExample'
        $before = (Get-Stat $other).calls
        ('yOwn1' | Send-EssFlowReminder).Outcome | Should -Be 'Reminded'
        (Get-Stat $other).calls | Should -Be $before
        (Invoke-In $session '''yOwn2'' | Send-EssFlowReminder').Outcome | Should -Be 'Reminded'
        (Get-Stat $other).calls | Should -Be ($before + 2) # including the question before its first call
    }

    It 'is not used by others after its session has ended' {
        $over = New-Session
        $null = Invoke-In $over $connect
        $over.Dispose()
        (Invoke-In $session 'Get-EssConnection').OperatorUserId | Should -Be 'yDxMkUyExample'
    }

    It 'is closed alone by Disconnect-Ess, and then the session has none' {
        $null = Invoke-In $session "$connect; Disconnect-Ess"
        Invoke-In $session 'Get-EssConnection' | Should -BeNullOrEmpty
        Invoke-In $session '''yNone'' | Send-EssFlowReminder' | Should -BeNullOrEmpty
        "$failures" | Should -BeLike '*no connection*'
        (Get-EssConnection).OperatorUserId | Should -Be 'yDxMkUyExample'
        ('yOwn3' | Send-EssFlowReminder).Outcome | Should -Be 'Reminded'
    }

    It 'is not closed by another session unless that asks for it' {
        $null = Invoke-In $session 'Disconnect-Ess'
        "$warnings" | Should -BeLike '*Get-EssConnection | Disconnect-Ess*'
        (Get-EssConnection).OperatorUserId | Should -Be 'yDxMkUyExample'
    }

    It 'stays in use if Connect-Ess fails, and the error names it' {
        { Connect-Ess -Endpoint http://example.com -OperatorUserId me -InstanceRole } | Should -Throw "*still*$($emulator.Address)*"
        (Get-EssConnection).OperatorUserId | Should -Be 'yDxMkUyExample'
    }
}

Describe '-WhatIf' {
    # -WhatIf writes only to the screen, so to the transcript of a session.
    It 'says whose signers are reminded, as whom, where and by which ways, and the total' {
        $transcript = "$TestDrive/whatif.txt"
        Start-Transcript $transcript | Out-Null
        try { New-FlowId 250 yWhat | Send-EssFlowReminder -WhatIf -RemindType Sms } finally { Stop-Transcript | Out-Null }
        $lines = @(Get-Content $transcript | Where-Object { $_ -like 'What if:*' })
        $lines.Count | Should -Be 4
        $lines[0] | Should -BeLike "*signers*100 flows*as yDxMkUyExample at $($emulator.Address)*text message*"
        $lines[3] | Should -BeLike '*Flows: 250; calls: 3.*'
    }

    It 'refuses a checkpoint path that cannot work, and creates no file' {
        $errorId = 'CheckpointNotWritable,EssReminds.SendEssFlowReminderCommand'
        { 'yWhat' | Send-EssFlowReminder -WhatIf -CheckpointPath "$TestDrive/no/such/folder.jsonl" } | Should -Throw -ErrorId $errorId
        { 'yWhat' | Send-EssFlowReminder -WhatIf -CheckpointPath $TestDrive } | Should -Throw -ErrorId $errorId
        'yWhat' | Send-EssFlowReminder -WhatIf -CheckpointPath "$TestDrive/none.jsonl"
        "$TestDrive/none.jsonl" | Should -Not -Exist
    }
}
