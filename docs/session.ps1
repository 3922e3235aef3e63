# Makes session.svg of a terminal that shows the playground, 112 columns wide:
#   tmux new-session -d -s shown -x 112 -y 52 'dotnet run --project src/EssReminds.Playground'
#   tmux capture-pane -t shown -e -p | sed '/^The emulator saw/q' | pwsh docs/session.ps1 > docs/session.svg
# With LC_ALL=zh_CN.UTF-8 before dotnet, and up to the line that begins with 模拟服务收到, it makes session.zh-Hans.svg.
$column, $line, $left, $top, $plain = 8.4, 19, 18, 61, '#adbac7'
$colours = @{ 31 = '#f47067'; 32 = '#57ab5a'; 33 = '#d4a72c'; 36 = '#39c5cf' }
$wide = '\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60'
$number = { [string]::Format([cultureinfo]::InvariantCulture, '{0:0.0}', $args) }

$lines = (@($input) -join "`n").Trim() -split "`n"
$colour, $bold = $plain, ''
$texts = for ($row = 0; $row -lt $lines.Count; $row++) {
    $at = 0
    foreach ($part in [regex]::Matches($lines[$row], "\e\[(?<codes>[0-9;]*)m|(?<text>[$wide]+)|(?<text>[^\e $wide]+(?: [^\e $wide]+)*)|(?<blank> +)")) {
        if ($part.Groups['codes'].Success) {
            foreach ($code in $part.Groups['codes'].Value -split ';') {
                switch ([int]$code % 60) {
                    0 { $colour, $bold = $plain, '' }
                    1 { $bold = ' font-weight="bold"' }
                    22 { $bold = '' }
                    39 { $colour = $plain }
                    { $colours[$_] } { $colour = $colours[$_] }
                }
            }
            continue
        }
        $columns = $part.Length + [regex]::Matches($part.Value, "[$wide]").Count
        if ($part.Groups['text'].Success) {
            $text = [Security.SecurityElement]::Escape($part.Value)
            "<text x=""$(& $number ($left + $at * $column))"" y=""$($top + $row * $line)"" fill=""$colour""$bold textLength=""$(& $number ($columns * $column))"" lengthAdjust=""spacingAndGlyphs"">$text</text>"
        }
        $at += $columns
    }
}

$width, $height = 977, ($top + $lines.Count * $line)
@"
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $width $height" width="$width" height="$height" font-family="ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace" font-size="14" xml:space="preserve">
<title>A session with EssReminds in PowerShell</title>
<rect width="$width" height="$height" rx="8" fill="#22272e"/>
<circle cx="20" cy="20" r="6" fill="#f47067"/><circle cx="40" cy="20" r="6" fill="#d4a72c"/><circle cx="60" cy="20" r="6" fill="#57ab5a"/>
$($texts -join "`n")
</svg>
"@
