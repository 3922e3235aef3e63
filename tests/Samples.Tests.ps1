# The scripts of samples/, unchanged, against the emulator.

BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $samples = Join-Path $root 'samples'
    $column = -join [char[]](0x5408, 0x540c, 0x49, 0x44)
    $organizationColumn = -join [char[]](0x4f01, 0x4e1a)

    $flows = @{
        flows = @(
            @{ FlowId = 'ySigned'; Status = 'signed' }
            @{ FlowId = 'yNotTheirTurn'; Signers = @(@{ Name = 'Wang'; State = 'notYet' }) }
            @{ FlowId = 'yLate'; DeadlineIn = '9.00:00:00' }
            @{ FlowId = 'ySoon'; DeadlineIn = '2.00:00:00' }
            @{ FlowId = 'ySooner'; DeadlineIn = '1.00:00:00' }
            @{ FlowId = 'yDoubt'; Sinks = 'InternalError' })
        unknownFlows = @('yUnknown')
    }
    [IO.File]::WriteAllText("$TestDrive/flows.json", (ConvertTo-Json $flows -Depth 9))
    $emulator = Start-Emulator "--quota 0 --flows ""$TestDrive/flows.json"""
    Connect-Emulator $emulator

    # Keys that the emulator accepts, where Connect-Ess finds them.
    $keys = "$TestDrive/credentials"
    [IO.File]::WriteAllLines($keys, [string[]]('[default]', "secret_id = $secretId", "secret_key = $secretKey",
            '[south]', 'secret_id = AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE', 'secret_key = Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
            '[wrong]', 'secret_id = AKIDwrongwrongwrongwrongEXAMPLE', 'secret_key = wrong'))
    if ($env:OS -ne 'Windows_NT') { chmod 600 $keys }
    $env:TENCENTCLOUD_CREDENTIALS_FILE = $keys
    $env:ESS_OPERATOR_ID = 'me'

    function New-List([string] $Name, [string[]] $Id) {
        $path = "$TestDrive/$Name.csv"
        $Id | ForEach-Object { [pscustomobject]@{ Title = "lease of $_"; $column = $_ } } |
            Export-Csv $path -NoTypeInformation -Encoding UTF8
        $path
    }
}

AfterAll {
    Disconnect-Ess
    Stop-Emulator $emulator
    Remove-Item env:TENCENTCLOUD_CREDENTIALS_FILE, env:ESS_OPERATOR_ID -ErrorAction Ignore
}

Describe 'Every sample' {
    It 'names the missing column and sends nothing if a file lacks it: <_>' -ForEach @(
        'Remind-FromCsv', 'Remind-DueFlows', 'Remind-OpenFlows', 'Remind-WithJsonLog', 'Remind-Organizations'
        if ($PSVersionTable.PSVersion.Major -ge 7) { 'Remind-InParallel' }
    ) {
        $folder = New-Item "$TestDrive/column/$_" -ItemType Directory -Force
        Set-Content "$folder/list.csv" 'Contract', 'yColumn'
        $options = @{ Path = "$folder/list.csv"; OutputPath = "$folder/out"; CheckpointPath = "$folder/c.jsonl"; LogPath = "$folder/log"
            Organization = @{}; CheckpointFolder = "$folder/c"; Folder = "$folder" }
        $known = (Get-Command "$samples/$_.ps1").Parameters.Keys
        foreach ($name in @($options.Keys)) { if ($known -notcontains $name) { $options.Remove($name) } }
        $before = (Get-Stat $emulator).calls

        { & "$samples/$_.ps1" @options } | Should -Throw '*has no column*'
        (Get-Stat $emulator).calls | Should -Be $before
    }
}

Describe 'Remind-FromCsv' {
    It 'writes the outcome to every row, and sends nothing twice when run again' {
        $list = New-List csv (@(New-FlowId 3 yCsvA) + ' yCsv ', 'yCSV', 'yCsv', 'yUnknown')
        $out = "$TestDrive/reminded.csv"

        $counts = & "$samples/Remind-FromCsv.ps1" -Path $list -OutputPath $out -ErrorAction SilentlyContinue 2>$null
        ($counts | Where-Object Name -eq 'Reminded').Count | Should -Be 5
        $rows = Import-Csv $out -Encoding UTF8
        $rows[0].psobject.Properties.Name | Should -Be 'Title', $column, 'Outcome', 'Message', 'RequestId'
        $rows.Outcome | Should -Be (@('Reminded') * 6 + 'Failed')
        $rows[3].RequestId | Should -Be $rows[5].RequestId
        [IO.File]::ReadAllBytes($out)[0..2] | Should -Be 0xEF, 0xBB, 0xBF

        $before = (Get-Stat $emulator).flowsReminded
        $null = & "$samples/Remind-FromCsv.ps1" -Path $out -OutputPath $out 2>$null
        (Get-Stat $emulator).flowsReminded | Should -Be $before
        (Import-Csv $out -Encoding UTF8).Outcome | Should -Be $rows.Outcome
    }

    It 'finds the row of an id that has quotes or invisible characters around it' {
        $list = New-List marks "'yMarkA", ('yMarkB' + [char]0x200B), '"yMarkC",', 'yMark D'
        $null = & "$samples/Remind-FromCsv.ps1" -Path $list -OutputPath "$TestDrive/marks-out.csv" -ErrorAction SilentlyContinue 2>$null
        (Import-Csv "$TestDrive/marks-out.csv" -Encoding UTF8).Outcome | Should -Be 'Reminded', 'Reminded', 'Reminded', 'Failed'
    }

    It 'keeps what is known if it is run again and cannot begin' {
        $list = New-List again yAgainA, yAgainB
        $null = & "$samples/Remind-FromCsv.ps1" -Path $list -OutputPath "$TestDrive/again-out.csv"
        Disconnect-Ess
        try {
            { & "$samples/Remind-FromCsv.ps1" -Path $list -OutputPath "$TestDrive/again-out.csv" } |
                Should -Throw -ErrorId 'NotConnected,*'
        } finally {
            Connect-Emulator $emulator
        }
        (Import-Csv "$TestDrive/again-out.csv" -Encoding UTF8).Outcome | Should -Be 'Reminded', 'Reminded'
    }

    It 'sends and writes nothing with -WhatIf' {
        $before = (Get-Stat $emulator).calls
        $null = & "$samples/Remind-FromCsv.ps1" -Path (New-List whatif yWhat) -OutputPath "$TestDrive/whatif-out.csv" -WhatIf
        (Get-Stat $emulator).calls | Should -Be $before
        "$TestDrive/whatif-out.csv" | Should -Not -Exist
    }
}

Describe 'Remind-DueFlows' {
    It 'reminds only flows with a due signer and a deadline before the given day, the most urgent first' {
        $list = New-List due ySigned, yLate, ySoon, yNotTheirTurn, ySooner
        $records = & "$samples/Remind-DueFlows.ps1" -Path $list -CheckpointPath "$TestDrive/due.jsonl" -Before (Get-Date).AddDays(5) 6>$null
        $records.FlowId | Should -Be 'ySooner', 'ySoon'
        $records.Outcome | Should -Be 'Reminded', 'Reminded'

        $rest = & "$samples/Remind-DueFlows.ps1" -Path $list -CheckpointPath "$TestDrive/due.jsonl" 6>$null
        ($rest | Where-Object { -not $_.FromCheckpoint }).FlowId | Should -Be 'yLate'
    }

    It 'reminds those without a deadline last' {
        $list = New-List undated yUndated, ySoon
        $records = & "$samples/Remind-DueFlows.ps1" -Path $list -CheckpointPath "$TestDrive/undated.jsonl" 6>$null
        $records.FlowId | Should -Be 'ySoon', 'yUndated'
    }
}

Describe 'Remind-OpenFlows' {
    It 'reads <Source>, and exits with <Code> if the outcome is <Outcome>' -ForEach @(
        @{ Source = 'its own column'; Options = @{}; Id = 'yOpen'; Outcome = 'Reminded'; Code = 0 }
        @{ Source = 'another one'; Options = @{ IdColumn = 'Title' }; Id = 'yDoubt'; Outcome = 'Unknown'; Code = 1 }
    ) {
        $list = if ($Options.IdColumn) { "$TestDrive/open-title.csv" } else { New-List open $Id }
        if ($Options.IdColumn) { Set-Content $list 'Title', $Id }
        $arguments = @{ Path = $list; CheckpointPath = "$TestDrive/open$Code.jsonl"; Connection = (Get-EssConnection) } + $Options
        $null = & "$samples/Remind-OpenFlows.ps1" @arguments *>&1
        $LASTEXITCODE | Should -Be $Code
        (Import-EssCheckpoint "$TestDrive/open$Code.jsonl").Outcome | Should -Be $Outcome
    }
}

Describe 'Remind-Scheduled' {
    BeforeAll {
        # As a scheduler starts it: the module is found by name, and the exit code is the process's.
        function Invoke-Task([string] $Folder, [string[]] $Id, [string[]] $More = @()) {
            $before = $env:PSModulePath
            $env:PSModulePath = $out + [IO.Path]::PathSeparator + $before
            try {
                $arguments = @('-Path', (New-List task $Id), '-Folder', $Folder, '-Endpoint', $emulator.Address) + $More
                Invoke-Shell -NoProfile -NonInteractive -File "$samples/Remind-Scheduled.ps1" @arguments *> $null
                $LASTEXITCODE
            } finally {
                $env:PSModulePath = $before
            }
        }
    }

    It 'exits with 0 if all is well, and deletes only its own files that are too old' {
        $folder = New-Item "$TestDrive/state0" -ItemType Directory
        foreach ($name in '2020-01-01.jsonl', 'mine.txt') {
            Set-Content "$folder/$name" 'old'
            (Get-Item "$folder/$name").LastWriteTime = '2020-01-01'
        }
        Invoke-Task $folder yTask1, yTask2 | Should -Be 0
        (Import-EssCheckpoint "$folder/*.jsonl").Outcome | Should -Be 'Reminded', 'Reminded'
        Get-Content "$folder/*.log" -Raw | Should -BeLike '*Reminded*'
        "$folder/2020-01-01.jsonl" | Should -Not -Exist
        "$folder/mine.txt" | Should -Exist
    }

    It 'exits with 1 if a contract needs attention' {
        Invoke-Task "$TestDrive/state1" yTask3, yUnknown | Should -Be 1
    }

    It 'exits with 2 if it cannot write its log' {
        Set-Content "$TestDrive/state3" 'a file where the folder should be'
        Invoke-Task "$TestDrive/state3" yTask5 | Should -Be 2
    }

    It 'exits with 2 if it could not start, and the log says why' {
        Invoke-Task "$TestDrive/state2" yTask4 '-ProfileName', 'wrong' | Should -Be 2
        Get-Content "$TestDrive/state2/*.log" -Raw | Should -BeLike '*key*'
    }
}

Describe 'Remind-WithJsonLog' {
    It 'appends a line for each contract and one for the run' {
        $log = "$TestDrive/reminders.log"
        $list = New-List log yLog1, yLog2, yUnknown
        & "$samples/Remind-WithJsonLog.ps1" -Path $list -CheckpointPath "$TestDrive/log.jsonl" -LogPath $log 2>$null

        [IO.File]::ReadAllBytes($log)[0] | Should -Be ([int][char]'{')
        $lines = @(Get-Content $log | ForEach-Object { $_ | ConvertFrom-Json })
        $lines.event | Should -Be 'reminder', 'reminder', 'reminder', 'run'
        $lines[0..2].flowId | Should -Be 'yLog1', 'yLog2', 'yUnknown'
        $lines[0..2].outcome | Should -Be 'Reminded', 'Reminded', 'Failed'
        $lines[2].errorId | Should -Be 'FlowNotFound'
        ($lines[3].flows, $lines[3].reminded, $lines[3].failed) | Should -Be 3, 2, 1
        Get-Content $log | Should -Match '^\{"time":"\d{4}-\d\d-\d\dT[0-9:.]+Z","event":"'
        (Import-EssCheckpoint "$TestDrive/log.jsonl")[0].Signers |
            ForEach-Object { Get-Content $log -Raw | Should -Not -BeLike "*$($_.Name)*" }

        { & "$samples/Remind-WithJsonLog.ps1" -Path "$TestDrive/none.csv" -CheckpointPath "$TestDrive/log.jsonl" -LogPath $log } |
            Should -Throw
        $lines = @(Get-Content $log | ForEach-Object { $_ | ConvertFrom-Json })
        $lines.Count | Should -Be 5
        $lines[4].event | Should -Be 'error'
    }

    It 'logs no name where a file without a header makes columns of them' {
        $log = "$TestDrive/nameless.log"
        Set-Content "$TestDrive/nameless.csv" 'Wang Wu,13800000000,yNameless', 'Li Si,13900000000,yNameless2'
        { & "$samples/Remind-WithJsonLog.ps1" -Path "$TestDrive/nameless.csv" -CheckpointPath "$TestDrive/n.jsonl" -LogPath $log } |
            Should -Throw -ErrorId 'ColumnMissing*'
        $line = Get-Content $log | ConvertFrom-Json
        $line.errorId | Should -Be 'ColumnMissing'
        Get-Content $log -Raw | Should -Not -Match 'Wang|138'
    }
}

Describe 'Remind-Organizations' {
    BeforeAll {
        $list = "$TestDrive/organizations.csv"
        'north,yNorth1', 'south,ySouth1', 'north,yNorth2' | ConvertFrom-Csv -Header $organizationColumn, $column |
            Export-Csv $list -NoTypeInformation -Encoding UTF8
        $north = @{ Endpoint = $emulator.Address; ProfileName = 'default'; OperatorUserId = 'yDxNorth' }
        $south = @{ Endpoint = $emulator.Address; ProfileName = 'south'; OperatorUserId = 'yDxSouth' }
    }

    AfterAll {
        Connect-Emulator $emulator
    }

    It 'reminds nobody if one organization cannot connect or is unknown' {
        $before = (Get-Stat $emulator).flowsReminded
        $wrong = @{ Endpoint = $emulator.Address; ProfileName = 'wrong'; OperatorUserId = 'yDxSouth' }
        $both = @{ north = $north; south = $wrong }
        { & "$samples/Remind-Organizations.ps1" -Path $list -Organization $both -CheckpointFolder "$TestDrive/none" } |
            Should -Throw -ErrorId 'AuthenticationFailed,*'
        { & "$samples/Remind-Organizations.ps1" -Path $list -Organization @{ north = $north } -CheckpointFolder "$TestDrive/none" } |
            Should -Throw '*south*'
        (Get-Stat $emulator).flowsReminded | Should -Be $before
    }

    It 'has nothing to do for an empty list' {
        $empty = "$TestDrive/empty.csv"
        Set-Content $empty "$organizationColumn,$column" -Encoding utf8
        & "$samples/Remind-Organizations.ps1" -Path $empty -Organization @{ north = $north } -CheckpointFolder "$TestDrive/e" |
            Should -BeNullOrEmpty
    }

    It 'reminds the flows of each organization through its own connection' {
        $both = @{ north = $north; south = $south }
        $records = & "$samples/Remind-Organizations.ps1" -Path $list -Organization $both -CheckpointFolder "$TestDrive/each"
        $records.FlowId | Should -Be 'yNorth1', 'yNorth2', 'ySouth1'
        $records.Organization | Should -Be 'north', 'north', 'south'
        $records.Outcome | Select-Object -Unique | Should -Be 'Reminded'
        (Get-Content "$TestDrive/each/north.jsonl")[0] | Should -BeLike '*yDxNorth*'
        (Get-Content "$TestDrive/each/south.jsonl")[0] | Should -BeLike '*yDxSouth*'
    }
}

Describe 'Remind-InParallel' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
    It 'reminds the flows of each file, and a flow in several files once' {
        $folder = New-Item "$TestDrive/departments" -ItemType Directory
        foreach ($n in 1..3) { Move-Item (New-List "d$n" (@(New-FlowId 4 "yParallel$n") + 'yShared')) "$folder/$n.csv" }
        $before = (Get-Stat $emulator).flowsReminded

        $records = & "$samples/Remind-InParallel.ps1" -Folder $folder

        $records.Count | Should -Be 13
        $records.Outcome | Select-Object -Unique | Should -Be 'Reminded'
        ($records | Where-Object FlowId -eq 'yShared').File | Should -Be '1.csv'
        (Get-Stat $emulator).flowsReminded - $before | Should -Be 13
        "$folder/2.csv.jsonl" | Should -Exist
    }

    It 'reminds a flow once although it is quoted in one of the files' {
        $folder = New-Item "$TestDrive/quoted" -ItemType Directory
        Move-Item (New-List q1 "'yQuoted", 'yWrong.') "$folder/1.csv"
        Move-Item (New-List q2 'yQuoted,', ('yQuoted' + [char]0x200B), 'yWrong') "$folder/2.csv"
        Set-Content "$folder/3.csv" "Title,$column" -Encoding utf8
        $records = @(& "$samples/Remind-InParallel.ps1" -Folder $folder 2>$null)
        $records.FlowId | Sort-Object | Should -Be 'yQuoted', 'yWrong', 'yWrong.'
        ($records | Where-Object FlowId -eq 'yWrong').Outcome | Should -Be 'Reminded' # a wrong id is another one
    }

    It 'says what to do without a connection' {
        Disconnect-Ess
        try {
            { & "$samples/Remind-InParallel.ps1" -Folder $TestDrive/departments } | Should -Throw 'Run Connect-Ess first*'
        } finally {
            Connect-Emulator $emulator
        }
    }
}
