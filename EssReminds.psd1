@{
    RootModule             = 'bin/EssReminds.dll'
    ModuleVersion          = '1.0.0'
    GUID                   = '6f1d2c0e-3f0c-4a1b-9a57-0d8c1b7c5e21'
    Author                 = 'EssReminds contributors'
    CompanyName            = 'EssReminds contributors'
    Copyright              = '(c) EssReminds contributors. MIT License.'
    Description            = 'Reminds the waiting signers of Tencent Cloud e-sign (ESS) contracts: thousands of flow ids from the pipeline, one outcome for each. 腾讯电子签合同批量催办。'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')
    FormatsToProcess       = @('bin/EssReminds.Format.ps1xml')
    CmdletsToExport        = @('Connect-Ess', 'Disconnect-Ess', 'Get-EssConnection', 'Get-EssFlow', 'Import-EssCheckpoint', 'Send-EssFlowGroupReminder', 'Send-EssFlowReminder', 'Set-EssCheckpointOutcome')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('TencentCloud', 'ESS', 'eSign', 'Reminder', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.' # in the package the notes themselves
        }
    }
}
