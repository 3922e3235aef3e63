# The engine's package brings the language, the pipeline and the core cmdlets, but neither the Utility nor the Management
# module of PowerShell. These few lines stand in for the cmdlets that a session of reminders needs; where the real ones
# are there, nothing here is defined. They know the parameters used below and no others.

function Add-StandIn([string] $Name, [scriptblock] $Body) {
    if (-not (Get-Command $Name -ErrorAction Ignore)) { $null = $ExecutionContext.InvokeProvider.Item.Set("function:global:$Name", $Body) }
}

Add-StandIn Get-Content {
    param([Parameter(Mandatory, Position = 0)] [string[]] $Path, [switch] $Raw)
    foreach ($file in $Path) {
        $full = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($file)
        if ($Raw) { [IO.File]::ReadAllText($full) } else { [IO.File]::ReadLines($full) }
    }
}

Add-StandIn Set-Content {
    param([Parameter(Mandatory, Position = 0)] [string] $Path, [Parameter(ValueFromPipeline)] [object[]] $Value)
    begin { $lines = [Collections.Generic.List[string]]::new() }
    process { foreach ($item in $Value) { $lines.Add("$item") } }
    end { [IO.File]::WriteAllLines($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path), $lines) }
}

Add-StandIn Import-Csv {
    param([Parameter(Mandatory, Position = 0)] [string] $Path)
    $names = $null
    foreach ($line in Get-Content $Path) {
        $cells = foreach ($cell in [regex]::Matches($line, '(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))')) {
            if ($cell.Groups[1].Success) { $cell.Groups[1].Value.Replace('""', '"') } else { $cell.Groups[2].Value }
        }
        if ($null -eq $names) { $names = @($cells); continue }
        $row = [ordered]@{}
        for ($i = 0; $i -lt $names.Count; $i++) { $row[$names[$i]] = @($cells)[$i] }
        [pscustomobject] $row
    }
}

Add-StandIn Export-Csv {
    param([Parameter(Mandatory, Position = 0)] [string] $Path, [Parameter(ValueFromPipeline)] [psobject] $InputObject, [switch] $NoTypeInformation)
    begin { $lines = [Collections.Generic.List[string]]::new() }
    process {
        $quote = { param($value) '"' + "$value".Replace('"', '""') + '"' }
        if ($lines.Count -eq 0) { $lines.Add(($InputObject.psobject.Properties.Name | ForEach-Object { & $quote $_ }) -join ',') }
        $lines.Add(($InputObject.psobject.Properties | ForEach-Object { & $quote $_.Value }) -join ',')
    }
    end { [IO.File]::WriteAllLines($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path), $lines) }
}

Add-StandIn Select-Object {
    param([Parameter(Position = 0)] [string[]] $Property, [Parameter(ValueFromPipeline)] [psobject] $InputObject, [int] $First, [string] $ExpandProperty)
    begin { $count = 0 }
    process {
        # The real one stops the pipeline; here what comes later is let through to nowhere.
        if ($PSBoundParameters.ContainsKey('First') -and $count -ge $First) { return }
        $count++
        if ($ExpandProperty) { $InputObject.$ExpandProperty }
        elseif ($Property) {
            $row = [ordered]@{}
            foreach ($name in $Property) { $row[$name] = $InputObject.$name }
            [pscustomobject] $row
        }
        else { $InputObject }
    }
}

Add-StandIn Sort-Object {
    param([Parameter(Position = 0)] [string] $Property, [Parameter(ValueFromPipeline)] [psobject] $InputObject, [switch] $Descending)
    begin { $items = [Collections.Generic.List[object]]::new() }
    process { $items.Add($InputObject) }
    end {
        $key = [Func[object, object]] { param($item) if ($Property) { $item.$Property } else { $item } }
        if ($Descending) { [Linq.Enumerable]::OrderByDescending($items, $key) } else { [Linq.Enumerable]::OrderBy($items, $key) }
    }
}

Add-StandIn Group-Object {
    param([Parameter(Mandatory, Position = 0)] [string] $Property, [Parameter(ValueFromPipeline)] [psobject] $InputObject, [switch] $NoElement)
    begin { $groups = [ordered]@{} }
    process {
        $name = "$($InputObject.$Property)"
        if (-not $groups.Contains($name)) { $groups[$name] = [Collections.Generic.List[object]]::new() }
        $groups[$name].Add($InputObject)
    }
    end { foreach ($name in $groups.Keys) { [pscustomobject]@{ Count = $groups[$name].Count; Name = $name; Group = $groups[$name] } } }
}

Add-StandIn Measure-Object {
    param([Parameter(ValueFromPipeline)] [psobject] $InputObject)
    begin { $count = 0 }
    process { $count++ }
    end { [pscustomobject]@{ Count = $count } }
}

Add-StandIn Format-List {
    param([Parameter(Position = 0)] [string[]] $Property = '*', [Parameter(ValueFromPipeline)] [psobject] $InputObject)
    process {
        $names = if ($Property -contains '*') { $InputObject.psobject.Properties.Name } else { $Property }
        $width = ($names | ForEach-Object Length | Sort-Object -Descending)[0]
        ($names | ForEach-Object { $_.PadRight($width) + ' : ' + [EssReminds.RecordView]::Text("$($InputObject.$_)") }) -join "`n"
        ''
    }
}

Add-StandIn Write-Output { param([Parameter(Position = 0, ValueFromPipeline)] [psobject] $InputObject) process { $InputObject } }

Add-StandIn Write-Host { param([Parameter(Position = 0)] [object] $Object) $Host.UI.WriteLine("$Object") }

Add-StandIn Start-Sleep {
    param([Parameter(Position = 0)] [double] $Seconds, [int] $Milliseconds)
    [Threading.Thread]::Sleep($(if ($Milliseconds) { $Milliseconds } else { [int](1000 * $Seconds) }))
}

Add-StandIn Get-Date { [DateTime]::Now }

Add-StandIn ConvertTo-SecureString {
    param([Parameter(Mandatory, Position = 0)] [string] $String, [switch] $AsPlainText, [switch] $Force)
    $secure = [Security.SecureString]::new()
    foreach ($character in $String.ToCharArray()) { $secure.AppendChar($character) }
    $secure
}
