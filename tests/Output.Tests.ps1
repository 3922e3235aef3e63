# What records travel through, and what comes out of it.

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
    It 'are found by the name of their outcome and grouped by it' {
        ($records | Where-Object Outcome -eq Failed).FlowId | Should -Be 'bad id'
        ($records | Group-Object Outcome -AsHashTable)['Failed'].FlowId | Should -Be 'bad id'
        ($records | Group-Object Outcome -AsHashTable)['Reminded'].Count | Should -Be 2
    }

    It 'say in Message what was said, by the service or about the error' {
        $records[0].Message | Should -Be $records[0].RemindMessage
        $records[2].Message | Should -Be $records[2].ErrorMessage
        $table | Should -Match 'FlowId +Outcome +Message'
    }

    It 'leave out of Retryable what would fail again' {
        $records[2].Outcome | Should -Be 'Failed'
        $records[2].ErrorId | Should -Be 'InvalidFlowId'
        $records | Where-Object Retryable | Should -BeNullOrEmpty
    }

    It 'are Retryable where the service could not be reached' {
        $key = ConvertTo-SecureString $secretKey -AsPlainText -Force
        $nowhere = Connect-Ess -SecretId $secretId -SecretKey $key -OperatorUserId me -Endpoint 'http://127.0.0.1:9' -PassThru
        Connect-Emulator $emulator
        $script:lost = $null
        { 'yOut9' | Send-EssFlowReminder -Connection $nowhere -MaximumRetryCount 0 | ForEach-Object { $script:lost = $_ } } |
            Should -Throw -ErrorId 'ServiceUnavailable*'
        $script:lost.ErrorId | Should -Be 'NotSent'
        ($script:lost | Where-Object Retryable | Send-EssFlowReminder).Outcome | Should -Be 'Reminded'
    }
}

Describe 'A record that has travelled' {
    BeforeDiscovery {
        $ways = @(
            @{ Way = 'CliXml'; Travel = { $records | Export-Clixml "$TestDrive/records.xml"; Import-Clixml "$TestDrive/records.xml" } }
            @{ Way = 'a job'; Travel = {
                    $start = @{ ArgumentList = (Join-Path $package 'EssReminds.psd1'), $emulator.Address, $secretId, $secretKey }
                    Start-Job @start {
                        param($Manifest, $Address, $SecretId, $SecretKey)
                        Import-Module $Manifest
                        Connect-Ess -SecretId $SecretId -SecretKey (ConvertTo-SecureString $SecretKey -AsPlainText -Force) -OperatorUserId me -Endpoint $Address -RequestsPerSecond 1000
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

    It 'has its outcome by name in JSON, and its signers in words' {
        $json = ConvertTo-Json @($records[0..1]) -WarningAction SilentlyContinue
        $back = $json | ConvertFrom-Json
        $back.Outcome | Should -Be 'Reminded', 'Reminded'
        $json | Should -Match '"Outcome": +"Reminded"'
        "$($back[0].Signers)" | Should -BeLike "$($records[0].Signers[0].Name)*"
        ($back | Send-EssFlowReminder).FlowId | Should -Be 'yOut1', 'yOut2'
    }

    It 'has its signers in words in CSV, also after it came out of a file' {
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

Describe 'What is exported by the names of the table' {
    It 'is what the table showed' {
        $rows = $records | Select-Object FlowId, Outcome, Message | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv
        $rows[2].Message | Should -BeLike '*ASCII*'
        $table | Should -BeLike "*bad id*Failed*$($rows[2].Message.Substring(0, 20))*"
    }
}
