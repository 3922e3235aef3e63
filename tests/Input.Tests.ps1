# The input that users really pipe in.

BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $emulator = Start-Emulator '--quota 0'
    Connect-Emulator $emulator
    $null = 'yFirst' | Send-EssFlowReminder # the question before the first call is then not counted below

    # Runs a command and returns its records, errors, warnings, and the number of calls it made.
    function Get-Run([scriptblock] $Command) {
        $ErrorActionPreference = 'Continue'
        $before = (Get-Stat $emulator).calls
        $ended = $null
        $records = @(try { & $Command 2>&1 3>&1 } catch { $ended = $_ })
        [pscustomobject]@{
            Records  = @($records | Where-Object { $_ -is [EssReminds.RemindFlowRecord] })
            Errors   = @($records | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
            Warnings = @($records | Where-Object { $_ -is [Management.Automation.WarningRecord] })
            Ended    = $ended
            Calls    = (Get-Stat $emulator).calls - $before
        }
    }
}

AfterAll {
    Disconnect-Ess
    Stop-Emulator $emulator
}

Describe 'Input with an id' {
    It 'may be 300 hashtables, which are three calls' {
        $run = Get-Run { 1..300 | ForEach-Object { @{ FlowId = "yHash$_" } } | Send-EssFlowReminder }
        $run.Records.FlowId | Should -Be (1..300 | ForEach-Object { "yHash$_" })
        $run.Calls | Should -Be 3
    }

    It 'may be an object whose property is a Guid, a number or an array' {
        $guid = [guid]::NewGuid()
        $run = Get-Run {
            [pscustomobject]@{ FlowId = $guid }, [pscustomobject]@{ FlowId = 4711 }, [pscustomobject]@{ FlowIds = 'yOne', 'yTwo' } |
                Send-EssFlowReminder
        }
        $run.Records.FlowId | Should -Be "$guid", '4711', 'yOne', 'yTwo'
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'may be a set, of which each element is an id' {
        $set = [Collections.Generic.HashSet[string]]::new([string[]] ('ySet1', 'ySet2', 'ySet3'))
        (Get-Run { Send-EssFlowReminder $set }).Records.FlowId | Should -Be 'ySet1', 'ySet2', 'ySet3'
        (Get-Run { , $set | Send-EssFlowReminder }).Records.FlowId | Should -Be 'ySet1', 'ySet2', 'ySet3'
    }

    It 'may be a row of a table, or of its view' {
        $table = [Data.DataTable]::new()
        $null = $table.Columns.Add('FlowId')
        'yRow1', 'yRow2' | ForEach-Object { $null = $table.Rows.Add($_) }
        $null = $table.Rows.Add([DBNull]::Value)
        $commands = { $table | Send-EssFlowReminder }, { Send-EssFlowReminder $table }, { $table.DefaultView | Send-EssFlowReminder }
        foreach ($command in $commands) {
            (Get-Run $command).Records.FlowId | Should -Be 'yRow1', 'yRow2'
        }
    }

    It 'may be a row of a file whose column has another name, with a script block for -FlowId' {
        Set-Content "$TestDrive/合同.csv" '名称,合同ID', '租赁,yScript1', '采购,yScript2' -Encoding utf8
        $run = Get-Run { Import-Csv "$TestDrive/合同.csv" -Encoding utf8 | Send-EssFlowReminder -FlowId { $_.合同ID } }
        $run.Records.FlowId | Should -Be 'yScript1', 'yScript2'
    }

    It 'may be a line of a file, with or without quotes and commas, or the whole file' {
        Set-Content "$TestDrive/quoted.csv" '"yQuote1"', 'yQuote2,', "'yQuote3", 'yQuote4;', ([char]0x202a + 'yQuote5')
        $run = Get-Run { Get-Content "$TestDrive/quoted.csv" | Send-EssFlowReminder }
        $run.Records.FlowId | Should -Be (1..5 | ForEach-Object { "yQuote$_" })

        $ids = New-FlowId 300 yRaw
        Set-Content "$TestDrive/ids.txt" $ids
        $run = Get-Run { Get-Content "$TestDrive/ids.txt" -Raw | Send-EssFlowReminder }
        $run.Records.FlowId | Should -Be $ids
        $run.Calls | Should -Be 3
    }
}

Describe 'Input without an id' {
    It 'costs no call: 200 rows without the column are one error that names their columns and the remedy' {
        $rows = 1..200 | ForEach-Object { [pscustomobject]@{ 名称 = "租赁$_"; 合同ID = "yColumn$_" } }
        $run = Get-Run { $rows | Send-EssFlowReminder }
        $run.Calls | Should -Be 0
        $run.Errors | Should -BeNullOrEmpty
        $run.Ended.FullyQualifiedErrorId | Should -BeLike 'FlowIdMissing,*'
        "$($run.Ended)" | Should -BeLike '*名称, 合同ID*Send-EssFlowReminder -FlowId { $_.合同ID }*'
        "$($run.Ended)" | Should -Not -BeLike '*租赁*'
    }

    It 'is one error for each kind of object, and the ids among it are sent' {
        $run = Get-Run {
            1..50 | ForEach-Object { "yAmong$_"; @{ Contract = $_ }; [pscustomobject]@{ Contract = $_ } } | Send-EssFlowReminder
        }
        $run.Records.Count | Should -Be 50
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'FlowIdMissing,*'
        $run.Errors.Count | Should -Be 2
        $run.Calls | Should -Be 1
    }

    It 'is an error and costs no call: <Name>' -ForEach @(
        @{ Name = 'a number'; Value = 42 }
        @{ Name = 'a date'; Value = (Get-Date) }
        @{ Name = 'a file'; Value = (Get-Item $PSCommandPath) }
        @{ Name = 'a process'; Value = (Get-Process -Id $PID) }
        @{ Name = 'a script block'; Value = { 'x' } }
        @{ Name = 'a switch'; Value = $true }
    ) {
        $run = Get-Run { $Value | Send-EssFlowReminder }
        $run.Calls | Should -Be 0
        $run.Errors.Count | Should -Be 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'FlowIdMissing,*'
    }

    It 'is an error that recommends Get-Content if it is a file' {
        $run = Get-Run { Get-Item $PSCommandPath | Send-EssFlowReminder }
        "$($run.Errors[0])" | Should -BeLike '*| Get-Content | Send-EssFlowReminder*'
    }
}

Describe 'Empty input' {
    It 'is a warning and costs no call: <_>' -ForEach '$rows.Misspelt', '@()', "''", '$null', "' ', ''" {
        $rows = @([pscustomobject]@{ FlowId = 'yNever' })
        foreach ($command in "$_ | Send-EssFlowReminder", "Send-EssFlowReminder ($_)") {
            $run = Get-Run ([scriptblock]::Create($command))
            $run.Warnings.Count | Should -Be 1
            "$($run.Warnings)" | Should -BeLike '*No ids were given*'
            $run.Errors | Should -BeNullOrEmpty
            $run.Calls | Should -Be 0
        }
    }
}

Describe 'An empty id among others' {
    It 'is counted in one warning, whichever way it is read: <_>' -ForEach @(
        '$rows | Send-EssFlowReminder', '$rows | Send-EssFlowReminder -FlowId { $_.FlowId }') {
        $rows = @('yFull1', '', 'yFull2', $null, ' ' | ForEach-Object { [pscustomobject]@{ FlowId = $_ } })
        $run = Get-Run ([scriptblock]::Create($_))
        $run.Records.Count | Should -Be 2
        $run.Warnings.Count | Should -Be 1
        "$($run.Warnings)" | Should -BeLike '*The id is empty in 3 of the objects*'
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'is told in place of missing ids where a script block names the wrong column' {
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ 合同ID = "yColumn$_" } }
        $run = Get-Run { $rows | Send-EssFlowReminder -FlowId { $_.Misspelt } }
        $run.Calls | Should -Be 0
        "$($run.Warnings)" | Should -BeLike '*The id is empty in 3 of the objects*Check the column*'
    }
}

Describe 'A text that is not an id' {
    It 'is refused before anything is sent, with an error that shows at most 80 characters of it: <Name>' -ForEach @(
        @{ Name = 'words'; Text = 'two words' }
        @{ Name = 'Chinese'; Text = '合同一号' }
        @{ Name = 'a row'; Text = 'yD,lease' }
        @{ Name = 'a whole file in one line'; Text = 'x' * 10000 }
    ) {
        $run = Get-Run { $Text | Send-EssFlowReminder }
        $run.Calls | Should -Be 0
        $run.Records.ErrorId | Should -Be 'InvalidFlowId'
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'InvalidFlowId,*'
        "$($run.Errors[0])".Length | Should -BeLessThan 250
        $run.Errors[0].TargetObject | Should -Be $Text
    }
}

Describe 'A whole CSV file, piped in as text' {
    It 'is one warning with the command that works, one error, and a record for each line: <Command>' -ForEach @(
        @{ Command = 'Send-EssFlowReminder'; Parameter = 'FlowId' }
        @{ Command = 'Get-EssFlow'; Parameter = 'FlowId' }
        @{ Command = 'Send-EssFlowGroupReminder'; Parameter = 'FlowGroupId' }
    ) {
        $ids = New-FlowId 300 yCsv
        Set-Content "$TestDrive/合同.csv" (@('名称,合同ID') + ($ids | ForEach-Object { "租赁,$_" })) -Encoding utf8
        $before = (Get-Stat $emulator).calls
        $records = Get-Content "$TestDrive/合同.csv" -Encoding utf8 |
            & $Command -WarningVariable warnings -ErrorVariable errors -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        (Get-Stat $emulator).calls | Should -Be $before
        @($records).Count | Should -Be $(if ($Command -eq 'Get-EssFlow') { 0 } else { 301 })
        $errors.Count | Should -Be 1
        $errors[0].TargetObject.Count | Should -Be 301
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike "*: Import-Csv FILE | $Command -$Parameter { `$_.合同ID }"

        $advice = "$warnings" -replace '^.*: (?=Import)' -replace 'FILE', "'$TestDrive/合同.csv' -Encoding utf8"
        (Invoke-Expression $advice).Count | Should -Be 300
    }

    It 'is one warning with a command that splits the lines if these have several ids: <_>' -ForEach ',', ' ; ', "`t" {
        $ids = New-FlowId 30 "yLine$([int]$_[0])x"
        Set-Content "$TestDrive/lines.txt" $(for ($n = 0; $n -lt 30; $n += 3) { $ids[$n..($n + 2)] -join $_ })
        $run = Get-Run { Get-Content "$TestDrive/lines.txt" | Send-EssFlowReminder }
        $run.Calls | Should -Be 0
        $run.Errors.Count | Should -Be 1
        $run.Warnings.Count | Should -Be 1

        $advice = "$($run.Warnings)" -replace '^.*: (?=\()' -replace 'FILE', "'$TestDrive/lines.txt'"
        (Invoke-Expression $advice).FlowId | Should -Be $ids
    }
}

Describe '-RemindEmail' {
    It 'is trimmed, also of invisible characters' {
        $run = Get-Run { 'yMail' | Send-EssFlowReminder -RemindEmail @{ "ySigner$([char]0x200b)" = "a@example.com$([char]0x200b)" } }
        $run.Ended | Should -BeNullOrEmpty
        $run.Records.Count | Should -Be 1
    }

    It 'is refused if an invisible character is inside' {
        $run = Get-Run { 'yMail' | Send-EssFlowReminder -RemindEmail @{ ySigner = "a@exam$([char]0x200b)ple.com" } }
        $run.Ended.FullyQualifiedErrorId | Should -BeLike 'RemindEmailInvalid,*'
        $run.Calls | Should -Be 0
    }
}
