/**
 * Evaluates nothing: what is typed loses its quotes, `(Q)`, and is passed on as it is; `compadd` quotes what is
 * proposed. The shell's own `_files` does evaluate what it is given: it is not asked where there is a substitution.
 * Sourced it registers itself; as the file `_backworks` in a folder of `$fpath` it is the function itself.
 */
export const ZSH_SCRIPT = `#compdef backworks bw
# zsh completion for backworks
_backworks() {
  local line kind about
  local -a typed values shown
  typed=("\${(@Q)words[1,CURRENT-1]}" "\${(Q)PREFIX}")
  while IFS= read -r line; do
    about=\${line#*$'\\t'}
    case $line in
      :*) kind=\${line#:} ;;
      *) values+=("\${line%%$'\\t'*}"); shown+=("\${values[-1]}\${about:+  -- $about}") ;;
    esac
  done < <("\${typed[1]}" completion complete -- "\${(@)typed[2,-1]}" 2>/dev/null)
  if [[ $kind == 4 ]]; then
    compadd -l -d shown -a values
  elif [[ $PREFIX != (*\\\`*|*\\$[^[:alnum:]_]*|*[^\\\\]\\(*) ]]; then
    compset -P '--[^=]#=' || compset -P '-[^-]'
    [[ $kind == 16 ]] && _files -/ || _files
  fi
}
if [[ \${funcstack[1]} == _backworks ]]; then
  _backworks "$@"
else
  compdef _backworks backworks bw
fi
`;
