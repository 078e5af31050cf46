# The options and paths of the action, from its inputs in the environment: sourced by the steps of action.yml.

trimmed() { # each line that is not blank, without the spaces around it
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    line=${line#"${line%%[![:space:]]*}"}
    line=${line%"${line##*[![:space:]]}"}
    if [ -n "$line" ]; then printf '%s\n' "$line"; fi
  done
}

options=()
if [ -n "$POLICY" ]; then options+=(--policy="$POLICY"); fi
if [ -n "$AS_OF" ]; then options+=(--as-of="$AS_OF"); fi
while IFS= read -r glob; do options+=(--exclude="$glob"); done < <(trimmed <<< "$EXCLUDE")

paths=() # globs too: the planner searches them, also for plans that the branch removed
while IFS= read -r path; do
  case $path in -*) path=./$path ;; esac # no option
  paths+=("$path")
done < <(trimmed <<< "$PATHS")
