# What a session in the playground begins with.
param([uri] $Emulator, [string] $SecretId, [string] $SecretKey)

if ([Console]::IsOutputRedirected) { $PSStyle.OutputRendering = 'PlainText' }
Set-Location "$PSScriptRoot/../.."
Import-Module ./EssReminds.psd1
$key = ConvertTo-SecureString $SecretKey -AsPlainText -Force
Connect-Ess -SecretId $SecretId -SecretKey $key -OperatorUserId yDxMkUyxxxxxxxxxxxVI2JmKxPkk -Endpoint $Emulator
