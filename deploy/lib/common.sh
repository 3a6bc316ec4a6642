# shellcheck shell=bash
# What all scripts of deploy/ share. Sourced, never run.

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
  local home release
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ -n "$home" ] || continue
    release=$(jdk_release "$home") || continue
    if [ "${release:-0}" -ge "$MIN_JDK" ]; then
      printf '%s\n' "$home"
      return
    fi
  done
}

# Prints the folder of PostgreSQL's own programs, the newest release that has pgvector; else the newest at all; or nothing.
find_postgres() {
  local bin newest='' share
  while read -r bin; do
    [ -x "$bin/initdb" ] || continue
    newest=${newest:-$bin}
    share=$("$bin/pg_config" --sharedir 2>/dev/null || printf '/usr/share/postgresql/%s' "$(basename "$(dirname "$bin")")")
    if [ -e "$share/extension/vector.control" ]; then
      printf '%s\n' "$bin"
      return
    fi
  done < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5 -rn)
  [ "${1:-}" = --any ] && [ -n "$newest" ] && printf '%s\n' "$newest"
  return 0
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
  local folder=$1 needed_mb=$2 free_mb
  free_mb=$(df -Pm "$folder" | awk 'NR == 2 {print $4}')
  [ "$free_mb" -ge "$needed_mb" ] \
    || fail "only $free_mb MB are free where $folder lies; make room for $needed_mb MB or choose another place with DRAGOMAN_HOME"
}

# Builds the program if its sources are newer than it.
build_if_stale() {
  local jar="$REPOSITORY/target/quarkus-app/quarkus-run.jar" log="$REPOSITORY/target/build.log"
  if [ -e "$jar" ] && [ -z "$(find "$REPOSITORY/pom.xml" "$REPOSITORY/src/main" -newer "$jar" -print -quit)" ]; then
    return
  fi
  require_disk "$REPOSITORY" 1000
  say "Building (the first time takes minutes, because Maven fetches what is needed) ..."
  mkdir -p "$REPOSITORY/target"
  if ! (cd "$REPOSITORY" && mvn -B -q -DskipTests package) >"$log" 2>&1; then
    grep -m 5 'ERROR' "$log" >&2 || tail -n 5 "$log" >&2
    fail "the build failed; all of it is in target/build.log"
  fi
  touch "$jar"
}
