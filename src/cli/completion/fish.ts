/**
 * Evaluates nothing: fish takes quotes away without looking into what they hold, and quotes what is proposed. Where the
 * condition is false, fish completes paths, also behind \`--name=\`.
 */
export const FISH_SCRIPT = `# fish completion for backworks
function __backworks_knows
    set -l words (commandline -opc)
    type -q -- $words[1]; or return 1
    set -l token (commandline -ct)
    set -l current (string unescape -- $token; or string collect -- $token)
    set -l lines ($words[1] completion complete -- $words[2..-1] "$current" 2>/dev/null)
    set -g __backworks_candidates $lines[1..-2]
    switch "$lines[-1]"
        case :4
            return 0
        case :16
            string match -q -- '-*' $token; and return 1
            set -g __backworks_candidates (__fish_complete_directories $token)
            return 0
    end
    return 1
end
complete -c backworks -e
complete -c bw -e
complete -c backworks -n __backworks_knows -f -a '$__backworks_candidates'
complete -c bw -w backworks
`;
