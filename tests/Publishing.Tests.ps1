BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $name = 'EssReminds-test-' + [guid]::NewGuid().ToString('N')
    $store = New-Item "$TestDrive/repository" -ItemType Directory
    $resourceGet = [bool](Get-Command Publish-PSResource -ErrorAction Ignore)
    if ($resourceGet) {
        Register-PSResourceRepository -Name $name -Uri $store.FullName -Trusted
    } else {
        Register-PSRepository -Name $name -SourceLocation $store.FullName -PublishLocation $store.FullName -InstallationPolicy Trusted
    }
}

AfterAll {
    if ($resourceGet) { Unregister-PSResourceRepository -Name $name } else { Unregister-PSRepository -Name $name }
}

Describe 'Publishing' {
    It 'puts the package into a repository, from which it can be saved with all its files' {
        & "$root/build.ps1" -Task Publish -Repository $name -NoBuild

        $saved = (New-Item "$TestDrive/saved" -ItemType Directory).FullName
        if ($resourceGet) {
            Save-PSResource -Name EssReminds -Repository $name -Path $saved
        } else {
            Save-Module -Name EssReminds -Repository $name -Path $saved
        }

        $files = { param($folder) Get-ChildItem $folder -Recurse -File -Name | Where-Object { $_ -ne 'PSGetModuleInfo.xml' } | Sort-Object }
        & $files "$saved/EssReminds/$version" | Should -Be (& $files $package)
    }

    It 'fails with a hint at -Repository if no repository is named' {
        { & "$root/build.ps1" -Task Publish -NoBuild } | Should -Throw '*-Repository*'
    }
}

# On Windows, no variable moves the folders for modules and settings.
Describe 'The package for repositories' -Skip:($env:OS -eq 'Windows_NT') {
    BeforeAll {
        $emulator = Start-Emulator ('--latency 100 --flows "{0}"' -f (Join-Path $root 'samples/flows.json'))
        $own = 'HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'PSModulePath'
        $before = @{}
        foreach ($variable in $own) { $before[$variable] = [Environment]::GetEnvironmentVariable($variable) }
        foreach ($variable in $own) { Set-EnvironmentVariable $variable $null }
        $env:HOME = (New-Item "$TestDrive/home" -ItemType Directory).FullName
    }

    AfterAll {
        foreach ($variable in $own) { Set-EnvironmentVariable $variable $before[$variable] }
        Stop-Emulator $emulator
    }

    It 'is installed from a folder into an empty home, imported by its name, and shows the demonstration' {
        $folder = (New-Item "$TestDrive/folder" -ItemType Directory).FullName
        Copy-Item (Join-Path $out "EssReminds.$version.nupkg") $folder
        Set-Content "$TestDrive/stranger.ps1" @'
param($Folder, $Root, $Address, $SecretId, $SecretKey)
$ErrorActionPreference = 'Stop'
if (Get-Module EssReminds -ListAvailable) { throw 'The module is here already.' }
Register-PSResourceRepository -Name Folder -Uri $Folder -Trusted
Install-PSResource -Name EssReminds -Repository Folder
Import-Module EssReminds
"Module $((Get-Module EssReminds).Version) in $((Get-Module EssReminds).ModuleBase)"
"Help: $((Get-Help Send-EssFlowReminder).Synopsis)"
$key = ConvertTo-SecureString $SecretKey -AsPlainText -Force
Connect-Ess -SecretId $SecretId -SecretKey $key -OperatorUserId me -Endpoint $Address -Verify
Set-Location $Root
$PSStyle.OutputRendering = 'PlainText'
$ErrorActionPreference = 'Continue' # the demonstration shows an error, too
. ./src/EssReminds.Playground/Demonstration.ps1
"Reminded: $(@($records | Where-Object Outcome -eq Reminded).Count) of $($records.Count)"
'@
        $arguments = $folder, $root, $emulator.Address, $secretId, $secretKey
        $told = Invoke-Shell -NoProfile -NonInteractive -File "$TestDrive/stranger.ps1" @arguments 2>&1 | Out-String

        $LASTEXITCODE | Should -Be 0 -Because $told
        $told | Should -BeLike "*Module $version in $env:HOME*"
        $told | Should -BeLike '*Help: Reminds the waiting signers*'
        $told | Should -Match "FlowId +Outcome +Message"
        $told | Should -Match 'Reminded: [1-9]\d+ of [1-9]\d+'
        $told | Should -BeLike "*reminded $((Get-Stat $emulator).reminders) signers of $((Get-Stat $emulator).flowsReminded) flows*"

        $installed = Join-Path $env:HOME ".local/share/powershell/Modules/EssReminds/$version"
        Get-ChildItem $installed -Recurse -File -Name | Where-Object { $_ -ne 'PSGetModuleInfo.xml' } | Sort-Object |
            Should -Be (Get-ChildItem $package -Recurse -File -Name | Sort-Object)
    }
}
