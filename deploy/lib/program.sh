# shellcheck shell=bash
# Starting the program with its database. Sourced after postgres.sh.

# Prepares everything the program needs: JDK, PostgreSQL, build, database, token, corpus.
prepare() {
  local missing
  if ! missing=$("$REPOSITORY/deploy/install" --check ${QUARKUS_DATASOURCE_JDBC_URL:+--no-postgres}); then
    say "Missing: $missing"
    "$REPOSITORY/deploy/install" ${QUARKUS_DATASOURCE_JDBC_URL:+--no-postgres}
  fi
  require_jdk
  open_home
  case ${DRAGOMAN_CORPUS:=$REPOSITORY/corpus} in
    none) ;;
    *)
      [ -d "$DRAGOMAN_CORPUS" ] || fail "DRAGOMAN_CORPUS is no folder: $DRAGOMAN_CORPUS (give a folder of articles, or none)"
      DRAGOMAN_CORPUS=$(cd "$DRAGOMAN_CORPUS" && pwd)
      ;;
  esac
  export DRAGOMAN_CORPUS DRAGOMAN_HOME
  build_if_stale
  if [ -z "${DRAGOMAN_ADMIN_TOKEN:-}" ]; then
    DRAGOMAN_ADMIN_TOKEN=$(secret "$DRAGOMAN_HOME/admin-token")
  fi
  export DRAGOMAN_ADMIN_TOKEN
  if [ -z "${QUARKUS_DATASOURCE_JDBC_URL:-}" ]; then
    trap release_cluster EXIT
    hold_cluster
  fi
}

# Runs the program and ends with its exit code; a signal to this script reaches it first, and the database is stopped last.
run_program() {
  local pid code=0
  # in the background with its own standard input closed, so that the shell can answer signals at once
  "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -Dquarkus.log.file.enabled=true -Dquarkus.log.file.path="$DRAGOMAN_HOME/dragoman.log" \
    -jar "$REPOSITORY/target/quarkus-app/quarkus-run.jar" "$@" </dev/null &
  pid=$!
  trap 'kill -TERM $pid 2>/dev/null' INT TERM HUP
  while :; do
    wait "$pid" && code=0 || code=$?
    # a trapped signal ends the wait, not the program
    kill -0 "$pid" 2>/dev/null || break
  done
  exit "$code"
}
