#!/usr/bin/env bash
# What action.yml runs: the command that lies beside this file, and nothing else. It downloads nothing. Its inputs come
# as INPUT_…; it writes a SARIF report, the summary of the job, and its outputs, and ends as the command ends.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
command="$root/dist/cli.cjs"

output() {
  echo "$1=$2" >>"$GITHUB_OUTPUT"
}

# fail <text>: the command cannot be run at all
fail() {
  echo "::error title=elasticlint::$1"
  output exit-code 2
  output sarif-path ''
  output code-scanning false
  exit 2
}

[ -f "$command" ] || fail 'This ref of the action has no built command. Use the tag of a release, which carries it.'
version=$(node --version 2>/dev/null) || fail 'Node.js is not installed on this runner; version 20 or newer is needed.'
major=${version#v}
[ "${major%%.*}" -ge 20 ] || fail "Node.js $version is too old: version 20 or newer is needed."

case "${INPUT_CODE_SCANNING:-auto}" in
  true | false) code_scanning=$INPUT_CODE_SCANNING ;;
  auto) code_scanning=$(node "$root/action/code-scanning.mjs") ;;
  *) fail "code-scanning: '$INPUT_CODE_SCANNING' is none of true, false and auto." ;;
esac

# without code scanning the findings become annotations, beside the text in the log
format=github
[ "$code_scanning" = true ] && format=pretty
sarif=${INPUT_SARIF_FILE:-elasticlint.sarif}
summary=$(mktemp "${RUNNER_TEMP:-/tmp}/elasticlint-summary.XXXXXX")
trap 'rm -f "$summary"' EXIT

arguments=(lint --format "$format" --output "sarif:$sarif" --output "markdown:$summary")
arguments+=(--fail-on "${INPUT_FAIL_ON:-error}")
[ -z "${INPUT_SARIF_CATEGORY:-}" ] || arguments+=(--sarif-category "$INPUT_SARIF_CATEGORY")
[ -z "${INPUT_ES_VERSION:-}" ] || arguments+=(--es-version "$INPUT_ES_VERSION")
[ -z "${INPUT_CONFIG:-}" ] || arguments+=(--config "$INPUT_CONFIG")

# lines <text>: adds each line that is not empty to the arguments
lines() {
  while IFS= read -r line; do
    line=${line%$'\r'}
    [ -z "$line" ] || arguments+=("$line")
  done <<<"$1"
}
lines "${INPUT_ARGS:-}"
arguments+=(--)
lines "${INPUT_PATHS:-}"

rm -f "$sarif"
code=0
# the summary is written below, once, whatever the format
env -u GITHUB_STEP_SUMMARY node "$command" "${arguments[@]}" || code=$?

if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -s "$summary" ]; then
  cat "$summary" >>"$GITHUB_STEP_SUMMARY"
fi
output exit-code "$code"
output code-scanning "$code_scanning"
# the step that uploads it runs in the workspace, not in our working directory
directory=${INPUT_WORKING_DIRECTORY:-.}
path=$sarif
if [ "$directory" != . ] && [[ ! $sarif =~ ^(/|[A-Za-z]:) ]]; then path=$directory/$sarif; fi
[ -s "$sarif" ] || path=''
output sarif-path "$path"
exit "$code"
