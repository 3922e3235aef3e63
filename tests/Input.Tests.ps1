# What people really pipe in.

BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $emulator = Start-Emulator '--quota 0'
    Connect-Emulator $emulator
    $null = 'yFirst' | Send-EssFlowReminder # so that the question before the first call is not counted below

    # What came of a command: its records, its errors, its warnings, and what it cost.
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

Describe 'What has an id' {
    It 'is a hashtable: each of 300' {
        $run = Get-Run { 1..300 | ForEach-Object { @{ FlowId = "yHash$_" } } | Send-EssFlowReminder }
        $run.Records.FlowId | Should -Be (1..300 | ForEach-Object { "yHash$_" })
        $run.Calls | Should -Be 3
    }

    It 'is a property that is a Guid, a number or an array' {
        $guid = [guid]::NewGuid()
        $run = Get-Run { [pscustomobject]@{ FlowId = $guid }, [pscustomobject]@{ FlowId = 4711 }, [pscustomobject]@{ FlowIds = 'yOne', 'yTwo' } | Send-EssFlowReminder }
        $run.Records.FlowId | Should -Be "$guid", '4711', 'yOne', 'yTwo'
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'is each element of a set' {
        $set = [Collections.Generic.HashSet[string]]::new([string[]] ('ySet1', 'ySet2', 'ySet3'))
        (Get-Run { Send-EssFlowReminder $set }).Records.FlowId | Should -Be 'ySet1', 'ySet2', 'ySet3'
        (Get-Run { , $set | Send-EssFlowReminder }).Records.FlowId | Should -Be 'ySet1', 'ySet2', 'ySet3'
    }

    It 'is a row of a table, or of its view' {
        $table = [Data.DataTable]::new()
        $null = $table.Columns.Add('FlowId')
        'yRow1', 'yRow2' | ForEach-Object { $null = $table.Rows.Add($_) }
        $null = $table.Rows.Add([DBNull]::Value)
        foreach ($command in { $table | Send-EssFlowReminder }, { Send-EssFlowReminder $table }, { $table.DefaultView | Send-EssFlowReminder }) {
            (Get-Run $command).Records.FlowId | Should -Be 'yRow1', 'yRow2'
        }
    }

    It 'is whatever a script block names, in a file whose column has another name' {
        Set-Content "$TestDrive/合同.csv" '名称,合同ID', '租赁,yScript1', '采购,yScript2' -Encoding utf8
        $run = Get-Run { Import-Csv "$TestDrive/合同.csv" -Encoding utf8 | Send-EssFlowReminder -FlowId { $_.合同ID } }
        $run.Records.FlowId | Should -Be 'yScript1', 'yScript2'
    }

    It 'is a line of a file, with or without quotes and commas, or of the whole file' {
        Set-Content "$TestDrive/quoted.csv" '"yQuote1"', 'yQuote2,', "'yQuote3", 'yQuote4;', ([char]0x202a + 'yQuote5')
        (Get-Run { Get-Content "$TestDrive/quoted.csv" | Send-EssFlowReminder }).Records.FlowId | Should -Be (1..5 | ForEach-Object { "yQuote$_" })

        $ids = New-FlowId 300 yRaw
        Set-Content "$TestDrive/ids.txt" $ids
        $run = Get-Run { Get-Content "$TestDrive/ids.txt" -Raw | Send-EssFlowReminder }
        $run.Records.FlowId | Should -Be $ids
        $run.Calls | Should -Be 3
    }
}

Describe 'What has none' {
    It 'costs no call: 200 rows with another column are one error that names the columns and the way out' {
        $rows = 1..200 | ForEach-Object { [pscustomobject]@{ 名称 = "租赁$_"; 合同ID = "yColumn$_" } }
        $run = Get-Run { $rows | Send-EssFlowReminder }
        $run.Calls | Should -Be 0
        $run.Errors | Should -BeNullOrEmpty
        $run.Ended.FullyQualifiedErrorId | Should -BeLike 'FlowIdMissing,*'
        "$($run.Ended)" | Should -BeLike '*名称, 合同ID*Send-EssFlowReminder -FlowId { $_.合同ID }*'
        "$($run.Ended)" | Should -Not -BeLike '*租赁*'
    }

    It 'costs its neighbours nothing, and is one error a kind' {
        $run = Get-Run { 1..50 | ForEach-Object { "yAmong$_"; @{ Contract = $_ }; [pscustomobject]@{ Contract = $_ } } | Send-EssFlowReminder }
        $run.Records.Count | Should -Be 50
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'FlowIdMissing,*'
        $run.Errors.Count | Should -Be 2
        $run.Calls | Should -Be 1
    }

    It 'may be <Name>' -ForEach @(
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

    It 'shows the way from files to their content' {
        "$((Get-Run { Get-Item $PSCommandPath | Send-EssFlowReminder }).Errors[0])" | Should -BeLike '*| Get-Content | Send-EssFlowReminder*'
    }
}

Describe 'Nothing at all' {
    It 'is worth a warning: <_>' -ForEach '$rows.Misspelt', '@()', "''", '$null', "' ', ''" {
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

Describe 'A text that is no id' {
    It 'is refused before anything is sent, and an error shows 80 characters of it: <Name>' -ForEach @(
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

Describe '-RemindEmail' {
    It 'is trimmed' {
        $run = Get-Run { 'yMail' | Send-EssFlowReminder -RemindEmail @{ "ySigner$([char]0x200b)" = "a@example.com$([char]0x200b)" } }
        $run.Ended | Should -BeNullOrEmpty
        $run.Records.Count | Should -Be 1
    }

    It 'is refused where something invisible is inside' {
        $run = Get-Run { 'yMail' | Send-EssFlowReminder -RemindEmail @{ ySigner = "a@exam$([char]0x200b)ple.com" } }
        $run.Ended.FullyQualifiedErrorId | Should -BeLike 'RemindEmailInvalid,*'
        $run.Calls | Should -Be 0
    }
}
