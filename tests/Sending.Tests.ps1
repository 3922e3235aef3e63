BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $emulator = Start-Emulator '--quota 0'
    Connect-Emulator $emulator
}

AfterAll {
    Disconnect-Ess
    Stop-Emulator $emulator
}

Describe 'Sending reminders' {
    It 'takes ids from a file, sends a hundred a call, and returns records in the order of the file' {
        $ids = New-FlowId 250 yFile
        Set-Content "$TestDrive/ids.txt" $ids
        $before = (Get-Stat $emulator).calls

        $records = Get-Content "$TestDrive/ids.txt" | Send-EssFlowReminder

        $records.FlowId | Should -Be $ids
        $records.Outcome | Select-Object -Unique | Should -Be 'Reminded'
        (Get-Stat $emulator).calls - $before | Should -Be 4 # including the question before the first call
    }

    It 'skips blank lines and repeats, and reads a UTF-16 file with a byte order mark' {
        $ids = New-FlowId 3 yBlank
        $lines = [string[]]($ids[0], '', "  $($ids[1]) ", $ids[0], $ids[2])
        [IO.File]::WriteAllLines("$TestDrive/marked.txt", $lines, [Text.Encoding]::Unicode)

        $records = Get-Content "$TestDrive/marked.txt" | Send-EssFlowReminder

        $records.FlowId | Should -Be $ids
    }

    It 'takes the column FlowId of a CSV' {
        $ids = New-FlowId 5 yCsv
        $ids | ForEach-Object { [pscustomobject]@{ Contract = 'lease'; FlowId = $_ } } |
            Export-Csv "$TestDrive/flows.csv" -NoTypeInformation

        $records = Import-Csv "$TestDrive/flows.csv" | Send-EssFlowReminder

        $records.FlowId | Should -Be $ids
    }

    It 'takes flows and the addresses of their signers from one CSV, and warns of addresses that it did not use' {
        $ids = New-FlowId 3 yMail
        $n = 0
        $ids | ForEach-Object { $n++; [pscustomobject]@{ FlowId = $_; SignId = "yS$n"; ApproverEmail = "s$n@example.com" } } |
            Export-Csv "$TestDrive/mails.csv" -NoTypeInformation
        $rows = Import-Csv "$TestDrive/mails.csv"

        $records = $rows | Send-EssFlowReminder -RemindEmail $rows -WarningVariable all
        $null = $rows[0] | Send-EssFlowReminder -RemindEmail $rows -WarningVariable some -WarningAction SilentlyContinue

        $records.FlowId | Should -Be $ids
        $all | Should -BeNullOrEmpty
        $some.Count | Should -Be 1
        $some | Should -BeLike "*2*yS2*$($ids[1])*"
    }

    It 'takes the property <_>' -ForEach 'FlowId', 'FlowIds' {
        $id = New-FlowId 1 "y$_"
        $records = [pscustomobject]@{ $_ = $id } | Send-EssFlowReminder
        $records.FlowId | Should -Be $id
    }

    It 'takes an array as its first argument' {
        $ids = New-FlowId 101 yArray
        (Send-EssFlowReminder $ids).FlowId | Should -Be $ids
    }

    It 'takes its own records as input' {
        $first = New-FlowId 2 yAgain | Send-EssFlowReminder
        $second = $first | Send-EssFlowReminder
        $second.FlowId | Should -Be $first.FlowId
        $second.Outcome | Should -Be 'NotReminded', 'NotReminded'
    }

    It 'sends nothing with -WhatIf' {
        $before = (Get-Stat $emulator).calls
        $records = New-FlowId 150 yWhatIf | Send-EssFlowReminder -WhatIf
        $records | Should -BeNullOrEmpty
        (Get-Stat $emulator).calls | Should -Be $before
    }

    It 'writes a line a call to the verbose stream' {
        $lines = New-FlowId 20 yVerbose | Send-EssFlowReminder -BatchSize 10 -Verbose 4>&1 |
            Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        ($lines | Where-Object { $_ -match 'yVerbose' }).Count | Should -BeGreaterOrEqual 2
    }

    It 'fills -OutVariable and -PipelineVariable' {
        $ids = New-FlowId 3 yVariable
        $seen = $ids | Send-EssFlowReminder -OutVariable kept -PipelineVariable record | ForEach-Object { $record.FlowId }
        $kept.FlowId | Should -Be $ids
        $seen | Should -Be $ids
    }

    It 'returns records that can be grouped and sorted' {
        $ids = New-FlowId 4 yGroup
        $null = $ids[0, 2] | Send-EssFlowReminder

        $records = $ids | Send-EssFlowReminder

        $groups = $records | Group-Object Outcome
        ($groups | Where-Object Name -eq 'Reminded').Count | Should -Be 2
        ($groups | Where-Object Name -eq 'NotReminded').Group.FlowId | Should -Be $ids[0, 2]
        ($records | Sort-Object Outcome, FlowId).FlowId | Should -Be $ids[0, 2, 1, 3]
    }
}

Describe 'The package' {
    It 'loads only the module in PowerShell 7, and what .NET Framework lacks in Windows PowerShell' {
        $folder = (Get-Item $package).FullName
        $null = New-FlowId 1 yPackage | Send-EssFlowReminder

        (Get-Module EssReminds).ModuleBase | Should -Be $folder
        $loaded = [AppDomain]::CurrentDomain.GetAssemblies() |
            Where-Object { -not $_.IsDynamic -and $_.Location -like "$folder*" -and $_.Location -notlike '*.resources.dll' } |
            ForEach-Object { $_.Location.Substring($folder.Length + 1) -replace '\\', '/' }
        if ($PSVersionTable.PSEdition -eq 'Core') {
            $loaded | Should -Be 'EssReminds.dll'
        } else {
            $loaded | Should -Contain 'desktop/System.Text.Json.dll'
        }
    }
}

Describe 'A checkpoint' {
    It 'lets a run resume where another ended, and reminds nobody twice' {
        $ids = New-FlowId 250 yCheckpoint
        $path = "$TestDrive/run.jsonl"
        $null = $ids[0..149] | Send-EssFlowReminder -CheckpointPath $path
        $before = Get-Stat $emulator

        $records = $ids | Send-EssFlowReminder -CheckpointPath $path

        $records.FlowId | Should -Be $ids
        $records.Outcome | Select-Object -Unique | Should -Be 'Reminded'
        $after = Get-Stat $emulator
        $after.calls - $before.calls | Should -Be 1
        $after.flowsReminded - $before.flowsReminded | Should -Be 100
    }

    It 'can be imported without sending anything' {
        $ids = New-FlowId 10 yImport
        $path = "$TestDrive/import.jsonl"
        $sent = $ids | Send-EssFlowReminder -CheckpointPath $path
        $before = (Get-Stat $emulator).calls

        $read = Import-EssCheckpoint $path

        $read.FlowId | Should -Be $ids
        $read.RequestId | Should -Be $sent.RequestId
        (Get-Stat $emulator).calls | Should -Be $before
    }
}
