@{
    RootModule             = 'EmptyModule.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '0a5d1e0b-7c5e-4f0e-9c38-4f1f2f0f6f11'
    Author                 = 'EssReminds contributors'
    Description            = 'One cmdlet that sends nothing, and one view.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')
    FormatsToProcess       = @('EmptyModule.Format.ps1xml')
    CmdletsToExport        = @('Send-Nothing')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
}
