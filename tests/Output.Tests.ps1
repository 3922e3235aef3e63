# Records in views, serialization and files.

BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $emulator = Start-Emulator '--quota 0'
    Connect-Emulator $emulator
    $records = 'yOut1', 'yOut2', 'bad id' | Send-EssFlowReminder -ErrorAction SilentlyContinue
    $table = $records | Format-Table | Out-String -Width 120
    $list = $records | Format-List | Out-String -Width 120
}

AfterAll {
    Disconnect-Ess
    Stop-Emulator $emulator
}

Describe 'Records' {
    It 'can be filtered and grouped by the name of their outcome' {
        ($records | Where-Object Outcome -eq Failed).FlowId | Should -Be 'bad id'
        ($records | Group-Object Outcome -AsHashTable)['Failed'].FlowId | Should -Be 'bad id'
        ($records | Group-Object Outcome -AsHashTable)['Reminded'].Count | Should -Be 2
    }

    It 'have in Message the text of the service or of the error' {
        $records[0].Message | Should -Be $records[0].RemindMessage
        $records[2].Message | Should -Be $records[2].ErrorMessage
        $table | Should -Match 'FlowId +Outcome +Message'
    }

    It 'are not Retryable if they would fail again' {
        $records[2].Outcome | Should -Be 'Failed'
        $records[2].ErrorId | Should -Be 'InvalidFlowId'
        $records | Where-Object Retryable | Should -BeNullOrEmpty
    }

    It 'are Retryable if the service could not be reached' {
        $key = ConvertTo-SecureString $secretKey -AsPlainText -Force
        $nowhere = Connect-Ess -SecretId $secretId -SecretKey $key -OperatorUserId me -Endpoint 'http://127.0.0.1:9' -PassThru
        Connect-Emulator $emulator
        $script:lost = $null
        { 'yOut9' | Send-EssFlowReminder -Connection $nowhere -MaximumRetryCount 0 | ForEach-Object { $script:lost = $_ } } |
            Should -Throw -ErrorId 'ServiceUnavailable*'
        $script:lost.ErrorId | Should -Be 'NotSent'
        ($script:lost | Where-Object Retryable | Send-EssFlowReminder).Outcome | Should -Be 'Reminded'
        Disconnect-Ess -Connection $nowhere
    }
}

Describe 'A deserialized record' {
    BeforeDiscovery {
        $ways = @(
            @{ Way = 'CliXml'; Travel = { $records | Export-Clixml "$TestDrive/records.xml"; Import-Clixml "$TestDrive/records.xml" } }
            @{ Way = 'a job'; Travel = {
                    $start = @{ ArgumentList = (Join-Path $package 'EssReminds.psd1'), $emulator.Address, $secretId, $secretKey }
                    Start-Job @start {
                        param($Manifest, $Address, $SecretId, $SecretKey)
                        Import-Module $Manifest
                        $key = ConvertTo-SecureString $SecretKey -AsPlainText -Force
                        Connect-Ess -SecretId $SecretId -SecretKey $key -OperatorUserId me -Endpoint $Address -RequestsPerSecond 1000
                        'yOut1', 'yOut2', 'bad id' | Send-EssFlowReminder -ErrorAction SilentlyContinue
                    } | Receive-Job -Wait -AutoRemoveJob
                }
            }
        )
    }

    It 'keeps its outcome, its table and its list: <Way>' -ForEach $ways {
        $back = @(& $Travel)

        ($back | Where-Object Outcome -eq Failed).FlowId | Should -Be 'bad id'
        $back[0].pstypenames[0] | Should -Be 'Deserialized.EssReminds.RemindFlowRecord'
        $back.Count | Should -Be 3
        $shown = $back | Out-String -Width 120
        $shown | Should -Match 'FlowId +Outcome +Message'
        $shown | Should -Match 'yOut1 +(Not)?Reminded +\S'
        $shown | Should -Match 'bad id +Failed +\S'
        $back | Format-List | Out-String -Width 120 | Should -Match '(?m)^Signers +: \S+: \S+'
    }

    It 'can be piped back in: <Way>' -ForEach $ways {
        (& $Travel | Select-Object -First 2 | Send-EssFlowReminder).FlowId | Should -Be 'yOut1', 'yOut2'
    }

    It 'has its outcome by name and its signers as text in JSON' {
        $json = ConvertTo-Json @($records[0..1]) -WarningAction SilentlyContinue
        $back = $json | ConvertFrom-Json
        $back.Outcome | Should -Be 'Reminded', 'Reminded'
        $json | Should -Match '"Outcome": +"Reminded"'
        "$($back[0].Signers)" | Should -BeLike "$($records[0].Signers[0].Name)*"
        ($back | Send-EssFlowReminder).FlowId | Should -Be 'yOut1', 'yOut2'
    }

    It 'has its signers as text in CSV, also after CliXml' {
        $records | Export-Csv "$TestDrive/records.csv" -NoTypeInformation -Encoding utf8
        $rows = Import-Csv "$TestDrive/records.csv" -Encoding utf8
        $rows.Outcome | Should -Be $records.Outcome
        $rows[0].Signers | Should -Be ($records[0].Signers -join '; ')
        $rows[0].Message | Should -Be $records[0].Message
        ($rows[0..1] | Send-EssFlowReminder).FlowId | Should -Be 'yOut1', 'yOut2'

        $records | Export-Clixml "$TestDrive/again.xml"
        (Import-Clixml "$TestDrive/again.xml" | ConvertTo-Csv -NoTypeInformation) -join "`n" | Should -Not -BeLike '*System.*'
    }
}

Describe 'An export with the column names of the table' {
    It 'contains what the table showed' {
        $rows = $records | Select-Object FlowId, Outcome, Message | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv
        $rows[2].Message | Should -BeLike '*ASCII*'
        $table | Should -BeLike "*bad id*Failed*$($rows[2].Message.Substring(0, 20))*"
    }
}
