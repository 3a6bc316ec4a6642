# shellcheck shell=bash
# Building and starting the program. Sourced after common.sh and postgres.sh.

JAR="$REPOSITORY/target/quarkus-app/quarkus-run.jar"

# Prepares everything the program needs: corpus, home, JDK, PostgreSQL, build, token, database; with --no-postgres all but
# PostgreSQL and database. What can be refused at once comes first.
prepare() {
  local without_postgres=${1:-${QUARKUS_DATASOURCE_JDBC_URL:+--no-postgres}}
  case ${DRAGOMAN_CORPUS:=$REPOSITORY/corpus} in
    none) ;;
    *)
      [ -d "$DRAGOMAN_CORPUS" ] || fail "DRAGOMAN_CORPUS is no folder: $DRAGOMAN_CORPUS (give a folder of articles, or none)"
      DRAGOMAN_CORPUS=$(cd "$DRAGOMAN_CORPUS" && pwd)
      ;;
  esac
  open_home
  export DRAGOMAN_CORPUS DRAGOMAN_HOME
  # what is written to: a full disk there makes the service not ready
  export DRAGOMAN_HEALTH_DISK_FOLDER=${DRAGOMAN_HEALTH_DISK_FOLDER:-$DRAGOMAN_HOME}
  # shellcheck disable=SC2086 # an option or nothing
  "$REPOSITORY/deploy/install" --check $without_postgres >/dev/null || "$REPOSITORY/deploy/install" $without_postgres
  require_jdk
  build_if_stale
  DRAGOMAN_ADMIN_TOKEN=${DRAGOMAN_ADMIN_TOKEN:-$(secret "$DRAGOMAN_HOME/admin-token")}
  export DRAGOMAN_ADMIN_TOKEN
  if [ -z "$without_postgres" ]; then
    trap release_cluster EXIT
    hold_cluster
  fi
}

# Ends with the program's exit code.
start_dragoman() {
  local code=0
  run_program "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -Dquarkus.log.file.enabled=true -Dquarkus.log.file.path="$DRAGOMAN_HOME/dragoman.log" -jar "$JAR" "$@" || code=$?
  exit "$code"
}

# Whether a source is newer than the program.
is_stale() {
  local source
  [ -e "$JAR" ] || return 0
  for source in pom.xml src/main prompts; do
    if [ -e "$REPOSITORY/$source" ] && [ -n "$(find "$REPOSITORY/$source" -newer "$JAR" -print -quit)" ]; then
      return 0
    fi
  done
  return 1
}

build_if_stale() {
  local log="$REPOSITORY/target/build.log" started
  is_stale || return 0
  if ! mkdir -p "$REPOSITORY/target" 2>/dev/null || ! [ -w "$REPOSITORY/target" ]; then
    fail "cannot build in $REPOSITORY/target; make that folder writable for you"
  fi
  require_disk "$REPOSITORY/target" 1000 "make room to build"
  # two builds at once would spoil each other
  exec 7>"$REPOSITORY/target/build.lock"
  flock --nonblock 7 || { say "Waiting for another build ..." && flock 7; }
  if is_stale; then
    say "Building (the first time takes minutes, because Maven fetches what is needed) ..."
    started=$(date +%s.%N)
    # a build that is interrupted leaves none
    rm -f "$JAR"
    if ! run_program env -C "$REPOSITORY" mvn -B -q -DskipTests package >"$log" 2>&1; then
      fail "the build failed: $(grep '^\[ERROR\]' "$log" | grep -v -m 1 'COMPILATION ERROR' || tail -n 1 "$log") (all of it is in $log)"
    fi
    # what is saved while the build runs belongs to the next one
    touch -d "@$started" "$JAR"
  fi
  exec 7>&-
}

# Says who listens at a port, as far as this user may know.
who_listens() {
  local process
  for process in /proc/[0-9]*; do
    if grep -qz 'quarkus-run\.jar$' "$process/cmdline" && grep -qzx "QUARKUS_HTTP_PORT=$1" "$process/environ"; then
      printf 'a Dragoman that runs already (process %s)' "$(basename "$process")"
      return
    fi
  done 2>/dev/null
  printf 'another program'
}
