/**
 * Needs bash 3.2 alone, without the package bash-completion, and evaluates neither what is typed nor what is proposed.
 * Quotes are taken off words by leaving out their characters.
 *
 * Bash cuts words at "=" and ":"; the loop joins them again, and takes off what stands before the last cut.
 */
export const BASH_SCRIPT = `# bash completion for backworks
_backworks() {
  local words=() word line kind= current="\${COMP_WORDS[COMP_CWORD]}" before=
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    word=\${word//[\\"\\'\\\\]/}
    if [[ \${#words[@]} -gt 0 && ( $word == [=:]* || \${words[\${#words[@]}-1]} == *[=:] ) ]]; then
      words[\${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
  done
  current=\${current//[\\"\\'\\\\]/}
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
    0) _backworks_paths -f ;;
    16) _backworks_paths -d ;;
  esac
}
_backworks_paths() {
  local flag= path
  [[ $word == --*=* ]] && flag=\${word%%=*}=
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do
    path=$flag$path
    COMPREPLY+=("\${path#"$before"}")
  done < <(compgen "$1" -- "\${word#"$flag"}")
}
complete -F _backworks backworks bw
`;
