# shellcheck shell=bash
# What all scripts of deploy/ share. Sourced, never run.

# shellcheck disable=SC2034 # for those that source this
REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
MIN_JDK=25

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

say() {
  printf '%s\n' "$*" >&2
}

# The comment block under the first line of a script is its help.
help_from_header() {
  sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$1"
  exit 0
}

jdk_release() {
  [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

# Prints the home of a JDK that is new enough, or nothing.
find_jdk() {
  local home release on_path
  on_path=$(readlink -f "$(command -v javac)" || true)
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "${on_path%/bin/javac}"; do
    [ -n "$home" ] || continue
    release=$(jdk_release "$home") || continue
    if [ "${release:-0}" -ge "$MIN_JDK" ]; then
      printf '%s\n' "$home"
      return
    fi
  done
}

# Prints the folder of PostgreSQL's own programs with pgvector: of the newest release that fits the pattern; or nothing.
find_postgres() {
  local bin
  while read -r bin; do
    if [ -x "$bin/initdb" ] && [ -e "/usr/share/postgresql/$(postgres_release "$bin")/extension/vector.control" ]; then
      printf '%s\n' "$bin"
      return
    fi
  done < <(postgres_folders "$1")
}

# Prints the folders of the installed releases of PostgreSQL, newest first.
postgres_folders() {
  local bin
  # shellcheck disable=SC2231 # the release may be a pattern
  for bin in /usr/lib/postgresql/$1/bin; do
    if [ -x "$bin/initdb" ]; then printf '%s\n' "$bin"; fi
  done | sort -t/ -k5 -rn
}

postgres_release() {
  basename "$(dirname "$1")"
}

find_chromium() {
  command -v chromium || command -v chromium-browser || true
}

require_jdk() {
  JAVA_HOME=$(find_jdk)
  [ -n "$JAVA_HOME" ] || fail "no JDK $MIN_JDK was found; install one (https://adoptium.net) and set JAVA_HOME to its folder"
  export JAVA_HOME
}

require_disk() {
  local folder=$1 needed_mb=$2 remedy=$3 free_mb
  free_mb=$(df -Pm "$folder" | awk 'NR == 2 {print $4}')
  [ "$free_mb" -ge "$needed_mb" ] || fail "only $free_mb MB are free where $folder lies and $needed_mb MB are needed; $remedy"
}

# Whether a program listens on the port, at any address of this machine.
port_taken() {
  awk -v port=":$(printf '%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port {taken = 1} END {exit !taken}' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# From here on a signal ends the script with the code that says so, after the step that runs and through the EXIT trap.
exit_on_signals() {
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

# Runs a program that ends with this script: a signal to the script becomes a TERM to the program, and a second one some
# seconds later a KILL. Returns the program's exit code.
run_program() {
  local pid code=0 signal='' since=0
  # in the background, because the shell answers signals only between programs of the foreground
  "$@" </dev/null &
  pid=$!
  trap 'signal=129; stop_program' HUP
  trap 'signal=130; stop_program' INT
  trap 'signal=143; stop_program' TERM
  while :; do
    wait "$pid" && code=0 || code=$?
    # a trapped signal ends the wait, not the program
    kill -0 "$pid" 2>/dev/null || break
  done
  exit_on_signals
  [ -z "$signal" ] || exit "$signal"
  return "$code"
}

# The variables are those of run_program, whose trap calls this.
stop_program() {
  if [ "$since" -eq 0 ]; then
    since=$SECONDS
    kill -TERM "$pid" 2>/dev/null || true
  elif [ $((SECONDS - since)) -ge 3 ]; then
    kill -KILL "$pid" 2>/dev/null || true
  fi
}
