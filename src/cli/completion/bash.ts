/**
 * The script of @bomb.sh/tab 0.0.22 for bash needs the package bash-completion, cannot be read twice by one shell,
 * and evaluates both what is typed and what is proposed. This one needs bash 3.2 alone and evaluates nothing.
 *
 * Bash cuts words at "=" and ":"; the loop joins them again, and takes off what stands before the last cut.
 */
export const BASH_SCRIPT = `# bash completion for backworks
_backworks() {
  local words=() word line kind= current="\${COMP_WORDS[COMP_CWORD]}" before=
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ \${#words[@]} -gt 0 && ( $word == [=:]* || \${words[\${#words[@]}-1]} == *[=:] ) ]]; then
      words[\${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
  done
  [[ $current == [=:] ]] && current=
  word=\${words[\${#words[@]}-1]}
  before=\${word%"$current"}
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :*) kind=\${line#:} ;;
      *) line=\${line%%$'\\t'*}; COMPREPLY+=("\${line#"$before"}") ;;
    esac
  done < <("$1" completion complete -- "\${words[@]}" 2>/dev/null)
  case $kind in
    0) _backworks_paths -f "$current" ;;
    16) _backworks_paths -d "$current" ;;
  esac
}
_backworks_paths() {
  local path
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$2")
}
complete -F _backworks backworks bw
`;
