/**
 * Evaluates nothing: words are taken from the syntax tree as they are written, without their quotes, and what is proposed
 * is quoted where PowerShell would take it for something else. Without a proposal PowerShell completes paths; an
 * empty one keeps it from that.
 *
 * An empty word gets lost on its way to a program unless it is written as two quotes, before PowerShell 7.3.
 */
export const POWERSHELL_SCRIPT = `# PowerShell completion for backworks
Register-ArgumentCompleter -Native -CommandName backworks, bw -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @()
    $current = ''
    foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
        $start = $element.Extent.StartOffset
        if ($start -ge $cursorPosition) { break }
        $text = $element.Extent.Text
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $text = $element.Value }
        if ($element.Extent.EndOffset -lt $cursorPosition) { $words += $text; continue }
        if ($element.Extent.EndOffset -eq $cursorPosition) { $current = $text; continue }
        $current = $element.Extent.Text.Substring(0, $cursorPosition - $start)
    }
    $passing = Get-Variable PSNativeCommandArgumentPassing -ValueOnly -ErrorAction Ignore
    if ($current -eq '' -and $passing -in $null, 'Legacy') { $current = '""' }
    $lines = @(& $commandAst.GetCommandName() completion complete '--' @words $current 2>$null)
    if ($lines[-1] -ne ':4') { return }
    if ($lines.Count -eq 1) { return '' }
    foreach ($line in $lines[0..($lines.Count - 2)]) {
        $value, $about = $line -split "\`t", 2
        $word = $value
        if ($value -notmatch '^[\\w./~%+:=-]+$') {
            $word = [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($value)
            $word = "'$word'"
        }
        if (-not $about) { $about = $value }
        [System.Management.Automation.CompletionResult]::new($word, $value, 'ParameterValue', $about)
    }
}
`;
