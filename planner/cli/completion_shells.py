"""Functions of bash, zsh and fish that ask the planner for the words of an argument."""

from collections.abc import Mapping

ASK: Mapping[str, str] = {
    "bash": r"""
# Print the words of a kind that begin with what is typed. $1: the kind, $2: what is typed.
_planner_words() {
  local typed=$2 quote="" word program=${COMP_WORDS[0]/#\~/$HOME}
  case $typed in [\"\']*) quote=${typed:0:1} typed=${typed:1} ;; esac
  while IFS= read -r word; do
    [[ -n $quote ]] || printf -v word %q "$word"
    [[ $word == "$typed"* ]] && printf '%s\n' "$word"
  done < <("$program" completions --words "$1" -- "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)
}
""",
    "zsh": r"""
# Offer the words of a kind. $1: the kind.
_planner_words() {
  local -a found
  found=(${(f)"$(planner completions --words $1 -- "${(@Q)words[1,CURRENT-1]}" 2>/dev/null)"})
  compadd -a found
}
""",
    "fish": r"""
# Print the words of a kind. $argv[1]: the kind.
function _planner_words
  set -l tokens (commandline -opc)
  $tokens[1] completions --words $argv[1] -- $tokens[2..-1] 2>/dev/null
end
""",
}
"""The function that asks the planner, by shell."""

LAST: Mapping[str, str] = {
    "bash": r"""
# Bash splits words at : and =, as in git:main and --policy=clio; they are joined before they are completed.
_planner() {
  local rest=$COMP_LINE word spaces index=-1 cursor=0 i
  local -a joined=()
  for i in "${!COMP_WORDS[@]}"; do
    word=${COMP_WORDS[i]}
    spaces=${rest%%[![:space:]]*}
    rest=${rest#"$spaces"}
    rest=${rest#"$word"}
    if (( index < 0 )) || [[ -n $spaces ]]; then
      joined[++index]=$word
    elif [[ $word == "=" && ${joined[index]} == --* ]]; then
      joined[++index]=""
    else
      joined[index]+=$word
    fi
    (( i == COMP_CWORD )) && cursor=$index
  done
  local -a COMP_WORDS=("${joined[@]:0:cursor+1}")
  local COMP_CWORD=$cursor
  _shtab_planner
  local before=${COMP_WORDS[COMP_CWORD]}
  before=${before%"${before##*[:=]}"}
  for i in "${!COMPREPLY[@]}"; do
    COMPREPLY[i]=${COMPREPLY[i]#"$before"}
  done
}

complete -o bashdefault -F _planner planner
""",
}
"""The end of a script, by shell."""


def words_of(kind: str, *, or_files: bool) -> Mapping[str, str | Mapping[str, str]]:
    """Return the `complete` attribute of shtab for an argument: the function to call, by shell.

    The function offers the words of a kind, and with `or_files` also files. The key `preamble` has its code
    by shell.
    """
    name = f"_planner_{kind}"
    files = {
        "bash": '\n  compgen -f -- "$1"' if or_files else "",
        "zsh": "\n  _files" if or_files else "",
        "fish": "\n  __fish_complete_path (commandline -ct)" if or_files else "",
    }
    return {
        "bash": name,
        "zsh": name,
        "fish": f"({name})",
        "preamble": {
            "bash": f'{name}() {{\n  _planner_words {kind} "$1"{files["bash"]}\n}}',
            "zsh": f"{name}() {{\n  _planner_words {kind}{files['zsh']}\n}}",
            "fish": f"function {name}\n  _planner_words {kind}{files['fish']}\nend",
        },
    }
