BeforeDiscovery {
    . "$PSScriptRoot/Session.ps1"
    $cmdlets = (Get-Command -Module EssReminds).Name
}

BeforeAll {
    . "$PSScriptRoot/Session.ps1"
}

# In a session for each language, because PowerShell caches help whatever the language is later.
Describe 'Get-Help in <_>' -ForEach 'en-US', 'zh-CN', 'zh-SG' {
    BeforeAll {
        $culture = $_
        $chinese = $culture -like 'zh-*'
        $session = [powershell]::Create()

        function Get-HelpHere([string] $Name) {
            $session.Commands.Clear()
            $null = $session.AddScript({
                param($Manifest, $Culture, $Name)
                [Threading.Thread]::CurrentThread.CurrentUICulture = $Culture
                Import-Module $Manifest
                Get-Help $Name -Full
            }).AddArgument("$package/EssReminds.psd1").AddArgument($culture).AddArgument($Name)
            $session.Invoke()
        }
    }

    AfterAll {
        $session.Dispose()
    }

    It 'describes <_> with all its parameters and at least five examples' -ForEach $cmdlets {
        $help = Get-HelpHere $_

        $help.Synopsis -match '\p{IsCJKUnifiedIdeographs}' | Should -Be $chinese
        @($help.examples.example).Count | Should -BeGreaterOrEqual 5
        $common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters
        foreach ($parameter in (Get-Command $_).Parameters.Keys | Where-Object { $_ -notin $common }) {
            $described = $help.parameters.parameter | Where-Object name -EQ $parameter
            ($described.description | Out-String).Trim() | Should -Not -BeNullOrEmpty -Because "-$parameter has help"
        }
    }

    It 'has a topic about the errors' {
        $text = Get-HelpHere about_EssReminds_Errors | Out-String
        $text | Should -BeLike '*OutcomeUnknown*'
        $text -match '\p{IsCJKUnifiedIdeographs}{8}' | Should -Be $chinese
    }
}

Describe 'Tab completion' {
    It 'completes <Line> with <Expected>' -ForEach @(
        @{ Line = 'Send-EssF'; Expected = 'Send-EssFlowReminder' }
        @{ Line = 'Send-EssFlowReminder -Thr'; Expected = '-ThrottleLimit' }
        @{ Line = 'Send-EssFlowReminder -RemindType E'; Expected = 'Email' }
        @{ Line = 'Connect-Ess -Environment '; Expected = 'Test' }
        @{ Line = 'Get-Content ids.txt | Send-EssFlowReminder | Where-Object Out'; Expected = 'Outcome' }
    ) {
        (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText | Should -Contain $Expected
    }

    It 'completes the tasks of build.ps1' {
        $line = "& '$root/build.ps1' -Task Pub"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'Publish'
    }
}
