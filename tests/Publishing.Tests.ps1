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
    It 'puts the package into a repository, from which it comes back whole' {
        & "$root/build.ps1" -Task Publish -Repository $name -NoBuild

        $saved = (New-Item "$TestDrive/saved" -ItemType Directory).FullName
        if ($resourceGet) { Save-PSResource -Name EssReminds -Repository $name -Path $saved } else { Save-Module -Name EssReminds -Repository $name -Path $saved }

        $files = { param($folder) Get-ChildItem $folder -Recurse -File -Name | Where-Object { $_ -ne 'PSGetModuleInfo.xml' } | Sort-Object }
        & $files "$saved/EssReminds/$version" | Should -Be (& $files $package)
    }

    It 'says what it lacks where no repository is named' {
        { & "$root/build.ps1" -Task Publish -NoBuild } | Should -Throw '*-Repository*'
    }
}
