// The marks are those of OSC 133 (https://gitlab.freedesktop.org/Per_Bothner/specifications): A
// before the prompt, B after it, C before a command's output, D after it with the exit code.

/** What bash reads at its start: the user's own file, then our marks. */
export function bashScript(nonce: string, readsOwnFile: boolean): string {
  return `${readsOwnFile ? bashOwnFile : bashFirstPrompt}
__stet_c=$'\\e]133;C;stet=${nonce}\\a'
__stet_a=$'\\e]133;A;stet=${nonce}\\a'
__stet_b=$'\\e]133;B;stet=${nonce}\\a'
__stet_done() {
  local code=$?
  printf '\\e]133;D;%s;stet=%s\\a' "$code" "${nonce}"
  return "$code"
}
__stet_wrap() {
  [[ $PS1 == *__stet_b* ]] || PS1='\\[\${__stet_a}\\]'"$PS1"'\\[\${__stet_b}\\]'
  [[ $PS0 == *__stet_c* ]] || PS0="$PS0"'\${__stet_c}'
}
if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)); then
  PROMPT_COMMAND=(__stet_done "\${PROMPT_COMMAND[@]}" __stet_wrap)
else
  PROMPT_COMMAND=$'__stet_done\\n'"$PROMPT_COMMAND"$'\\n__stet_wrap'
fi
export -n PROMPT_COMMAND
__stet_wrap
`;
}

const bashOwnFile = '[ -r ~/.bashrc ] && . ~/.bashrc';

/** It runs as the first line of PROMPT_COMMAND: what follows is the user's own. */
const bashFirstPrompt = `PROMPT_COMMAND=\${PROMPT_COMMAND#*$'\\n'}
[ -n "$PROMPT_COMMAND" ] || unset PROMPT_COMMAND`;

/**
 * What zsh reads as its .zshenv: the user's own one, then our marks, put up at the first prompt.
 * The mark for a line that did not end is where the output ends: it says the exit code by itself.
 */
export function zshScript(nonce: string): string {
  return `if (( \${+STET_EXEC_ZDOTDIR} )); then
  export ZDOTDIR=$STET_EXEC_ZDOTDIR
  unset STET_EXEC_ZDOTDIR
else
  unset ZDOTDIR
fi
[[ -r \${ZDOTDIR:-$HOME}/.zshenv ]] && builtin source -- \${ZDOTDIR:-$HOME}/.zshenv
if [[ -o interactive ]]; then
  __stet_mark() { builtin print -rn -- $'\\e]133;'"$1;stet=${nonce}"$'\\a' }
  __stet_precmd() {
    local -i code=$?
    __stet_mark "D;$code"
    __stet_mark A
    return $code
  }
  __stet_preexec() { __stet_mark C }
  __stet_line() { __stet_mark B }
  __stet_install() {
    precmd_functions=(\${precmd_functions:#__stet_install})
    precmd_functions=(__stet_precmd $precmd_functions)
    preexec_functions+=(__stet_preexec)
    builtin autoload -Uz add-zle-hook-widget && add-zle-hook-widget line-init __stet_line
    typeset +x PROMPT_EOL_MARK
    PROMPT_EOL_MARK=$'%{\\e]133;D;%?;stet=${nonce}\\a%}'"\${PROMPT_EOL_MARK-%B%S%#%s%b}"
    __stet_mark A
  }
  precmd_functions+=(__stet_install)
fi
`;
}

/** What fish sources before its first prompt, after the user's own files. */
export function fishScript(nonce: string): string {
  return `function __stet_mark
    printf '\\e]133;%s;stet=${nonce}\\a' $argv[1]
end
function __stet_preexec --on-event fish_preexec
    __stet_mark C
end
function __stet_postexec --on-event fish_postexec
    __stet_mark "D;$status"
end
function __stet_install --on-event fish_prompt
    functions --erase __stet_install
    functions --copy fish_prompt __stet_own_prompt
    function fish_prompt
        __stet_mark A
        __stet_own_prompt
        __stet_mark B
    end
end
`;
}
